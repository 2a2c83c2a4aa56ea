using FpgaSeg.HostDriver.Tests.Emulation;
using FpgaSeg.HostDriver.Transports;
using FpgaSeg.VirtualBoard.Line;

namespace FpgaSeg.HostDriver.Tests.Transports;

/// <summary>The contract on an FT2232H, whose every packet carries status bytes and through which nothing passes before FIFO mode.</summary>
internal sealed class FtdiScenarios : TransportContract
{
    private protected override IBoardListener CreateListener() => new UsbBoardListener("ft2232h");

    private protected override string UrlOf(IBoardListener listener) => "ftdi:TEST1";

    private protected override string? CodeOfSecondHost => "FS4114";

    /// <summary>Reset, old mode off, both buffers emptied, 2 ms, RTS/CTS, mode 0x40 on all pins; channel A is index 1.</summary>
    [Emulated]
    public void The_chip_is_set_up_in_order() => Assert.Equal(
        "00:0000:0001 0b:0000:0001 00:0001:0001 00:0002:0001 09:0002:0001 02:0000:0101 0b:40ff:0001", VirtualUsbPort.Command("requests").Trim());

    [Emulated]
    public async Task A_chip_with_one_channel_does_not_count_it()
    {
        await Host.DisposeAsync();
        await using var single = new UsbBoardListener("ft232h");
        var opening = TransportCatalogue.OpenAsync("ftdi:any?latency=7", default);
        await using var board = await single.AcceptAsync(default);
        await using var host = (await opening).Value.Pipe;
        Assert.Equal(
            "00:0000:0000 0b:0000:0000 00:0001:0000 00:0002:0000 09:0007:0000 02:0000:0100 0b:40ff:0000", VirtualUsbPort.Command("requests").Trim());
        Assert.Equal([1, 2, 3], await CarryAsync(host, board, [1, 2, 3]));
        Assert.Equal([4, 5], await CarryAsync(board, host, [4, 5]));
    }
}
