using FpgaSeg.Core.Pipes;

namespace FpgaSeg.VirtualBoard.Line;

/// <summary>Where hosts reach the board: one at a time, again and again.</summary>
public interface IBoardListener : IAsyncDisposable
{
    /// <summary>What the host opens: a path or an address.</summary>
    string Address { get; }

    /// <summary>Baud that the host has set; 0 where the line has none.</summary>
    int HostBaud { get; }

    /// <summary>Waits for a host.</summary>
    Task<IBytePipe> AcceptAsync(CancellationToken cancellation);
}
