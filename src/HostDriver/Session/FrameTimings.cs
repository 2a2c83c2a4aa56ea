namespace FpgaSeg.HostDriver.Session;

/// <summary>Where the time of one frame went.</summary>
/// <param name="Host">Loading and preparing the image, and checking the mask: time of this machine's own.</param>
/// <param name="Upload">From the first byte offered to the line to the acknowledgement of the last, without credit waits.</param>
/// <param name="CreditWait">Time within the upload in which the board had no room and nothing was in flight.</param>
/// <param name="LineTime">The part of the upload that the line is accountable for: without the overlap with the upload before.</param>
/// <param name="Compute">Cycles counted by the board, divided by its clock. On a virtual board: predicted.</param>
/// <param name="Download">From the first bit of the mask on the line to the last of its counters.</param>
/// <param name="Total">From the first byte of the image to the end of the mask.</param>
/// <param name="ComputeCycles">Cycles behind <paramref name="Compute"/>.</param>
/// <param name="StallCycles">Cycles in which the network waited for the link.</param>
/// <param name="Moments">When it happened.</param>
public sealed record FrameTimings(
    TimeSpan Host,
    TimeSpan Upload,
    TimeSpan CreditWait,
    TimeSpan LineTime,
    TimeSpan Compute,
    TimeSpan Download,
    TimeSpan Total,
    long ComputeCycles,
    long StallCycles,
    FrameMoments Moments);

/// <summary>Moments of a frame, counted from the opening of the session.</summary>
/// <param name="Sent">The first byte is offered to the line.</param>
/// <param name="Uploaded">The last byte is acknowledged.</param>
/// <param name="MaskBegins">The first bit of the mask is on the line.</param>
/// <param name="Done">The mask and its counters are here.</param>
public sealed record FrameMoments(TimeSpan Sent, TimeSpan Uploaded, TimeSpan MaskBegins, TimeSpan Done);
