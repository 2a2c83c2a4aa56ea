using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.HostDriver.Session;

/// <summary>One image to send: raw bytes, channels interleaved, rows from the top.</summary>
/// <param name="Name">Name for reports.</param>
/// <param name="Load">Gives the bytes when their turn comes.</param>
public sealed record StreamImage(string Name, Func<Result<byte[]>> Load)
{
    /// <summary>Timestamps that loading took, where that was before its turn.</summary>
    internal Func<long>? LoadTime { get; init; }
}

/// <summary>What became of one image.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mask">The packed mask, verified end to end; null when the frame failed.</param>
/// <param name="Timings">Where the time went; null when the frame failed before its end.</param>
/// <param name="Repeated">Frames of the link sent again for this image.</param>
/// <param name="Error">Why there is no mask.</param>
public sealed record FrameResult(string Name, byte[]? Mask, FrameTimings? Timings, long Repeated, Diagnostic? Error)
{
    public bool IsOk => Error is null;

    internal static FrameResult Failed(string name, Diagnostic error) => new(name, null, null, 0, error);
}
