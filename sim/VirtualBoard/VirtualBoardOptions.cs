using FpgaSeg.Core.Diagnostics;
using FpgaSeg.VirtualBoard.Line;

namespace FpgaSeg.VirtualBoard;

/// <summary>How a virtual board is served. Without a TCP port it is a pseudo-terminal.</summary>
public sealed record VirtualBoardOptions
{
    /// <summary>Name of a symbolic link to the pseudo-terminal; null for none.</summary>
    public string? UartLink { get; init; }

    /// <summary>TCP port on the loopback address instead of a pseudo-terminal; 0 lets the system choose.</summary>
    public int? TcpPort { get; init; }

    /// <summary>How fast bytes pass.</summary>
    public LineRate Rate { get; init; } = LineRate.OfHost;

    /// <summary>What goes wrong on the line; null for nothing.</summary>
    public ILineFault? Fault { get; init; }

    /// <summary>Takes errors of the computation, which a host only sees as a failed frame.</summary>
    public Action<Diagnostic>? Log { get; init; }
}
