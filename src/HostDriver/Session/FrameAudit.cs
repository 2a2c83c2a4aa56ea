using System.Diagnostics;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Protocol;
using FpgaSeg.Protocol.Design;
using FpgaSeg.Protocol.Frames;
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

    /// <summary>The result of <paramref name="image"/>, failed when a time lies below its bound.</summary>
    public FrameResult Judge(ImageInFlight image)
    {
        if (image.Error is { } error)
            return new FrameResult(image.Name, null, null, image.Repeated, error);
        var timings = Timings(image);
        var violation = CheckUpload(image, timings) ?? CheckCycles(image, timings);
        return new FrameResult(image.Name, violation is null ? image.Mask : null, timings, image.Repeated, violation);
    }

    private FrameTimings Timings(ImageInFlight image) => new(
        Stopwatch.GetElapsedTime(image.FirstSent, image.Uploaded - image.CreditWait),
        Stopwatch.GetElapsedTime(0, image.CreditWait),
        Stopwatch.GetElapsedTime(0, Math.Max(0, image.LineTime)),
        TimeSpan.FromSeconds(image.Done.ComputeCycles / (double)board.ClockHz),
        Stopwatch.GetElapsedTime(image.MaskStarted, image.Ended),
        Stopwatch.GetElapsedTime(image.FirstSent, image.Ended),
        (long)image.Done.ComputeCycles,
        (long)image.Done.StallCycles);

    private Diagnostic? CheckUpload(ImageInFlight image, FrameTimings timings)
    {
        if (baud is not { } rate || board.Flags.HasFlag(BoardFlags.Unpaced))
            return null;
        var perFrame = board.Link.MaxPayload - LinkConstants.DataPrefixBytes;
        var frames = (image.Bytes.Length + perFrame - 1) / perFrame;
        var lineBytes = image.Bytes.Length + ((long)frames * (LinkConstants.DataPrefixBytes + LinkConstants.FrameOverhead));
        var bound = TimeSpan.FromSeconds((double)lineBytes * LinkConstants.UartBitsPerByte / rate);
        return timings.Upload < bound * (1 - ClockTolerance) ? SessionErrors.TooFastUpload(image.Name, timings.Upload, bound, rate) : null;
    }

    private Diagnostic? CheckCycles(ImageInFlight image, FrameTimings timings) =>
        design is not null && timings.ComputeCycles < design.Prediction.BoundCycles
            ? SessionErrors.TooFewCycles(image.Name, timings.ComputeCycles, design.Prediction.BoundCycles)
            : null;
}
