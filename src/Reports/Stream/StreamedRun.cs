namespace FpgaSeg.Reports.Stream;

/// <summary>What the page of a run over a board shows. Times are milliseconds; moments count from the opening of the session.</summary>
/// <param name="Device">Where the board is.</param>
/// <param name="DesignId">Its design, 64 hexadecimal digits.</param>
/// <param name="ModelId">Its model, 64 hexadecimal digits.</param>
/// <param name="Tool">Name and version of the writer.</param>
/// <param name="IsVirtual">Whether computing times are predictions.</param>
/// <param name="Baud">Bits per second of the line, where it has such a rate.</param>
/// <param name="ClockHz">The board's clock.</param>
/// <param name="FramesPerSecond">Masks per second over the whole run.</param>
/// <param name="LineSharePercent">Image bytes as a share of what the line could carry; null where it has no pace.</param>
/// <param name="Frames">In the order of the run.</param>
public sealed record StreamedRun(
    string Device,
    string DesignId,
    string ModelId,
    string Tool,
    bool IsVirtual,
    int? Baud,
    long ClockHz,
    double FramesPerSecond,
    double? LineSharePercent,
    IReadOnlyList<StreamedFrame> Frames);

/// <summary>One image of the run.</summary>
/// <param name="Name">Its file.</param>
/// <param name="Error">Code of the error, or null.</param>
/// <param name="Repeated">Frames of the link sent again for it.</param>
/// <param name="Times">Null where it has none.</param>
public sealed record StreamedFrame(string Name, string? Error, long Repeated, StreamedTimes? Times);

/// <summary>Times and moments of one image.</summary>
/// <param name="Host">Time of the host's own: loading, preparing, checking.</param>
/// <param name="Upload">Without the waits for room on the board.</param>
/// <param name="CreditWait">Those waits.</param>
/// <param name="Compute">Cycles by clock.</param>
/// <param name="Download">Of the mask and its counters.</param>
/// <param name="Total">First byte to mask.</param>
/// <param name="ComputeCycles">As the board counted them.</param>
/// <param name="StallCycles">In which the network waited for the link.</param>
/// <param name="SentAt">The first byte is offered to the line.</param>
/// <param name="UploadedAt">The last byte is acknowledged.</param>
/// <param name="MaskAt">The mask begins.</param>
/// <param name="DoneAt">It is complete.</param>
public sealed record StreamedTimes(
    double Host,
    double Upload,
    double CreditWait,
    double Compute,
    double Download,
    double Total,
    long ComputeCycles,
    long StallCycles,
    double SentAt,
    double UploadedAt,
    double MaskAt,
    double DoneAt);
