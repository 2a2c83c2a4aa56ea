using FpgaSeg.Core.Diagnostics;
using FpgaSeg.HostDriver.Session;
using FpgaSeg.Protocol;

namespace FpgaSeg.HostDriver.Streaming;

/// <summary>What a run of images came to.</summary>
/// <param name="Frames">Images with a mask.</param>
/// <param name="Failed">Images without.</param>
/// <param name="Retransmitted">Frames of the link sent again.</param>
/// <param name="Elapsed">From the start to the last result.</param>
/// <param name="Host">Per image: this machine's own time; null when there is none.</param>
/// <param name="Upload">Per image.</param>
/// <param name="Compute">Per image, from the board's counters.</param>
/// <param name="Download">Per image.</param>
/// <param name="Total">Per image: from its first byte to the end of its mask.</param>
/// <param name="LineSharePercent">Image bytes as a share of what the line can carry in the time it had for them; null where it has no pace.</param>
/// <param name="ComputeSharePercent">Time of computation as a share of the elapsed time.</param>
/// <param name="Error">Why the run ended early; null when it did not.</param>
public sealed record StreamSummary(
    int Frames,
    int Failed,
    long Retransmitted,
    TimeSpan Elapsed,
    Distribution? Host,
    Distribution? Upload,
    Distribution? Compute,
    Distribution? Download,
    Distribution? Total,
    double? LineSharePercent,
    double ComputeSharePercent,
    Diagnostic? Error)
{
    /// <summary>Masks per second over the whole run.</summary>
    public double FramesPerSecond => Elapsed > TimeSpan.Zero ? Frames / Elapsed.TotalSeconds : 0;

    internal static StreamSummary Of(IReadOnlyList<FrameResult> results, TimeSpan elapsed, int imageBytes, int? baud, Diagnostic? error)
    {
        var timings = results.Where(r => r.IsOk).Select(r => r.Timings!).ToArray();
        var lineTime = timings.Sum(t => t.LineTime.TotalSeconds);
        var computeTime = timings.Sum(t => t.Compute.TotalSeconds);
        return new StreamSummary(
            timings.Length,
            results.Count - timings.Length,
            results.Sum(r => r.Repeated),
            elapsed,
            Distribution.Of(timings.Select(t => t.Host)),
            Distribution.Of(timings.Select(t => t.Upload)),
            Distribution.Of(timings.Select(t => t.Compute)),
            Distribution.Of(timings.Select(t => t.Download)),
            Distribution.Of(timings.Select(t => t.Total)),
            baud is { } rate && lineTime > 0 ? 100.0 * timings.Length * imageBytes * LinkConstants.UartBitsPerByte / rate / lineTime : null,
            elapsed > TimeSpan.Zero ? 100.0 * computeTime / elapsed.TotalSeconds : 0,
            error);
    }
}
