using FpgaSeg.Core.Pipes;
using FpgaSeg.VirtualBoard.Line;

namespace FpgaSeg.HostDriver.Tests.Emulation;

/// <summary>A board on the emulated USB port: what the host puts into its endpoints arrives on the board's socket.</summary>
internal sealed class UsbBoardListener : IBoardListener
{
    private readonly TcpBoardListener _board = TcpBoardListener.Create(0).Value;

    public UsbBoardListener(string kind) => VirtualUsbPort.Plug(kind, "TEST1", _board.Port);

    public string Address => "TEST1";

    public int HostBaud => 0;

    public Task<IBytePipe> AcceptAsync(CancellationToken cancellation) => _board.AcceptAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        VirtualUsbPort.Unplug();
        await _board.DisposeAsync();
    }
}
