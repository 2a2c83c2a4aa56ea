using FpgaSeg.HostDriver.Tests.Emulation;
using FpgaSeg.HostDriver.Transports;
using FpgaSeg.VirtualBoard.Line;

namespace FpgaSeg.HostDriver.Tests.Transports;

/// <summary>
/// What a pseudo-terminal cannot show: a driver that divides 3 MHz by whole numbers and knows the flags of serial_struct. sim/usb puts it in front
/// of a pseudo-terminal.
/// </summary>
internal sealed class SerialAdapterScenarios : IAsyncLifetime
{
    private const string Port = "/dev/ttyUSB0";
    private const string AsyncLowLatency = "2000";
    private PseudoTerminal _terminal = null!;

    public Task InitializeAsync()
    {
        _terminal = PseudoTerminal.Create(null).Value;
        Assert.Equal("", VirtualUsbPort.Command($"serial {Port} {_terminal.SlavePath}"));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _terminal.DisposeAsync();

    /// <summary>115200 becomes 3 M / 26, 0.16 % off; 2 M becomes 1.5 M; 12 M becomes 3 M.</summary>
    [Emulated(3_000_000, null)]
    [Emulated(115_200, null)]
    [Emulated(1_000_000, null)]
    [Emulated(2_000_000, "it offers 1500000")]
    [Emulated(1_250_000, "it offers 1500000")]
    [Emulated(12_000_000, "it offers 3000000")]
    public async Task A_rate_that_the_driver_cannot_make_is_refused_with_the_one_it_makes(int baud, string? offer)
    {
        var opened = await TransportCatalogue.OpenAsync($"serial:{Port}?baud={baud}", default);
        Assert.Equal(offer is null ? null : "FS4107", opened.Errors.FirstOrDefault()?.Code);
        if (opened.IsOk)
            await opened.Value.Pipe.DisposeAsync();
        else
            Assert.Contains(offer!, opened.Errors[0].Message, StringComparison.Ordinal);
    }

    [Emulated]
    public async Task The_low_latency_flag_is_set_where_the_driver_has_it()
    {
        Assert.Equal("0", VirtualUsbPort.Command("flags"));
        await using var host = (await TransportCatalogue.OpenAsync($"serial:{Port}", default)).Value.Pipe;
        Assert.Equal(AsyncLowLatency, VirtualUsbPort.Command("flags"));
    }

    [Emulated]
    public async Task Bytes_pass_the_adapter()
    {
        await using var host = (await TransportCatalogue.OpenAsync($"serial:{Port}", default)).Value.Pipe;
        await using var board = await _terminal.AcceptAsync(default);
        var target = new byte[10];
        Assert.Equal(3, (await host.WriteAsync(new byte[] { 1, 2, 3 }, TimeSpan.FromSeconds(5), default)).Count);
        Assert.Equal(3, (await board.ReadAsync(target, TimeSpan.FromSeconds(5), default)).Count);
        Assert.Equal([1, 2, 3], target[..3]);
    }
}
