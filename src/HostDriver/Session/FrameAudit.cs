using System.Diagnostics;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Protocol;
using FpgaSeg.Protocol.Design;
using FpgaSeg.Protocol.Messages;

namespace FpgaSeg.HostDriver.Session;

/// <summary>Turns a finished image into its result: timings, and the check of each against its physical bound.</summary>
/// <param name="board">The board's clock, geometry and flags.</param>
/// <param name="baud">Bits per second of the line, where known.</param>
/// <param name="design">The design with the bound of its cycles, where known.</param>
internal sealed class FrameAudit(HelloReply board, int? baud, DesignManifest? design)
{
    /// <summary>The clocks of the two ends of a UART may differ by this much.</summary>
    private const double ClockTolerance = 0.03;
    private readonly long _opened = Stopwatch.GetTimestamp();
    private long _firstSent = long.MaxValue;
    private long _maskTicks;

    /// <summary>The result of <paramref name="image"/>, failed when a time lies below its bound.</summary>
    public FrameResult Judge(ImageInFlight image)
    {
        if (image.Error is { } error)
            return new FrameResult(image.Name, null, null, image.Repeated, error);
        var timings = Timings(image);
        var violation = CheckUpload(image, timings) ?? CheckCycles(image, timings) ?? CheckDownload(image) ?? CheckTotal(image, timings);
        return new FrameResult(image.Name, violation is null ? image.Mask : null, timings, image.Repeated, violation);
    }

    /// <summary>Time that bytes of payload in so many frames are on the line; nothing where it has no pace.</summary>
    public long TicksOnLine(long payload, long frames) => baud is { } rate && !board.Flags.HasFlag(BoardFlags.Unpaced)
        ? (long)((payload + (frames * LinkConstants.FrameOverhead)) * (double)LinkConstants.UartBitsPerByte / rate * Stopwatch.Frequency)
        : 0;

    private FrameTimings Timings(ImageInFlight image)
    {
        var begins = Math.Max(image.FirstSent, image.MaskStarted - TicksOnLine(image.FirstMaskPayload, 1));
        return new FrameTimings(
            Stopwatch.GetElapsedTime(0, image.HostTime),
            Stopwatch.GetElapsedTime(image.FirstSent, image.Uploaded - image.CreditWait),
            Stopwatch.GetElapsedTime(0, image.CreditWait),
            Stopwatch.GetElapsedTime(0, Math.Max(0, image.LineTime)),
            TimeSpan.FromSeconds(image.Done.ComputeCycles / (double)board.ClockHz),
            Stopwatch.GetElapsedTime(begins, image.Ended),
            Stopwatch.GetElapsedTime(image.FirstSent, image.Ended),
            (long)image.Done.ComputeCycles,
            (long)image.Done.StallCycles,
            new FrameMoments(Since(image.FirstSent), Since(image.Uploaded), Since(begins), Since(image.Ended)));
    }

    private TimeSpan Since(long moment) => Stopwatch.GetElapsedTime(_opened, moment);

    private Diagnostic? CheckUpload(ImageInFlight image, FrameTimings timings)
    {
        var frames = FramesFor(image.Bytes.Length);
        var bound = Bound(image.Bytes.Length + (frames * LinkConstants.DataPrefixBytes), frames);
        return timings.Upload < bound * (1 - ClockTolerance) ? BoundErrors.Upload(image.Name, timings.Upload, bound, baud!.Value) : null;
    }

    private Diagnostic? CheckCycles(ImageInFlight image, FrameTimings timings) =>
        design is not null && timings.ComputeCycles < design.Prediction.BoundCycles
            ? BoundErrors.Compute(image.Name, timings.ComputeCycles, design.Prediction.BoundCycles)
            : null;

    private Diagnostic? CheckDownload(ImageInFlight image)
    {
        var frames = FramesFor(image.Mask.Length);
        var payload = image.Mask.Length + (frames * LinkConstants.DataPrefixBytes) + FrameDone.Bytes;

        // Bytes that waited for a late reader are there at once, of several masks too: when they came is not known. Sure is that all masks so far came behind the first byte of the first image.
        _firstSent = Math.Min(_firstSent, image.FirstSent);
        _maskTicks += TicksOnLine(payload, frames + 1);
        var (measured, bound) = (Stopwatch.GetElapsedTime(_firstSent, image.Ended), Stopwatch.GetElapsedTime(0, _maskTicks));
        return measured < bound * (1 - ClockTolerance) ? BoundErrors.Download(image.Name, measured, bound, baud!.Value) : null;
    }

    /// <summary>Cycles of a virtual board are predictions and take no time.</summary>
    private Diagnostic? CheckTotal(ImageInFlight image, FrameTimings timings) =>
        !board.Flags.HasFlag(BoardFlags.Virtual) && timings.Total < timings.Compute * (1 - ClockTolerance)
            ? BoundErrors.Total(image.Name, timings.Total, timings.Compute, board.ClockHz)
            : null;

    private long FramesFor(int bytes)
    {
        var perFrame = board.Link.MaxPayload - LinkConstants.DataPrefixBytes;
        return (bytes + perFrame - 1) / perFrame;
    }

    private TimeSpan Bound(long payload, long frames) => Stopwatch.GetElapsedTime(0, TicksOnLine(payload, frames));
}
