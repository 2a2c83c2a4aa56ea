using System.Diagnostics;
using FpgaSeg.HostDriver.Session;
using FpgaSeg.Protocol;
using FpgaSeg.Protocol.Design;
using FpgaSeg.Protocol.Messages;

namespace FpgaSeg.HostDriver.Tests.Session;

/// <summary>
/// Times against their bounds, computed by hand: 300 bytes of image and 100 of mask in payloads of 106 (100 bytes of data) over 1 Mbaud, 10 microseconds a byte.
/// Three IMAGE frames of 118 bytes are 3540 us; a MASK frame of 118 and FRAME-DONE of 48 are 1660 us. 20000 cycles at 10 MHz are 2 ms.
/// </summary>
public sealed class FrameAuditTests
{
    private const long Microsecond = 1000;
    private static readonly HelloReply Board = new(
        1, BoardFlags.None, 0, new string('a', 64), new string('b', 64), new ImageGeometry(20, 5, 3), new MaskGeometry(40, 20), 10_000_000, new LinkParameters(106, 1024));

    [Theory]
    [InlineData(3540, 2000, 1660, null)]
    [InlineData(3440, 2000, 1660, null)] // 3 % are the clocks' own
    [InlineData(3430, 2000, 1660, "FS5011")]
    [InlineData(3540, 2000, 100, null)] // that waited for a late reader
    [InlineData(9000, 2000, 5000, null)]
    public void A_time_below_its_bound_is_an_error(int upload, int pause, int download, string? code)
    {
        var result = Judge(Board, Image(upload, pause, download));
        Assert.Equal(code, result.Error?.Code);
        Assert.Equal(code is null, result.Mask is not null);
        Assert.Equal(download, result.Timings!.Download.TotalMicroseconds, 0.1);
        Assert.Equal(upload + pause + download, result.Timings.Total.TotalMicroseconds, 0.1);
        Assert.Equal((result.Timings.Moments.Done - result.Timings.Moments.MaskBegins).TotalMicroseconds, download, 0.1);
    }

    /// <summary>54 ms of cycles do not fit into 7.2 ms; a virtual board's cycles are predictions.</summary>
    [Theory]
    [InlineData(BoardFlags.None, "FS5014")]
    [InlineData(BoardFlags.Virtual, null)]
    public void A_mask_cannot_be_there_before_it_is_computed(BoardFlags flags, string? code)
    {
        var image = Image(3540, 2000, 1660);
        image.Done = image.Done with { ComputeCycles = 540_000 };
        Assert.Equal(code, Judge(Board with { Flags = flags }, image).Error?.Code);
    }

    /// <summary>Masks of 1000 bytes are ten frames of 118 and FRAME-DONE: 12280 us. One does not come within 7200, two not within 24000; what waited for a late reader may come at once.</summary>
    [Theory]
    [InlineData(new[] { 7_200 }, "FS5013")]
    [InlineData(new[] { 20_000, 100 }, "FS5013")]
    [InlineData(new[] { 25_000, 100 }, null)]
    public void All_masks_have_to_pass_the_line(int[] ends, string? code)
    {
        var (audit, start) = (new FrameAudit(Board, 1_000_000, null), Stopwatch.GetTimestamp());
        var at = start;
        FrameResult? last = null;
        foreach (var later in ends)
        {
            at += later * Microsecond;
            last = audit.Judge(Image(3540, 2000, 1660, maskBytes: 1000, start, at));
        }

        Assert.Equal(code, last!.Error?.Code);
    }

    [Fact]
    public void A_line_without_pace_has_no_bound() => Assert.Null(Judge(Board with { Flags = BoardFlags.Virtual | BoardFlags.Unpaced }, Image(1, 1, 1)).Error);

    private static FrameResult Judge(HelloReply board, ImageInFlight image) => new FrameAudit(board, 1_000_000, null).Judge(image);

    /// <summary>The mask's one frame is on the line for 1180 us before it has arrived.</summary>
    private static ImageInFlight Image(int upload, int pause, int download)
    {
        var start = Stopwatch.GetTimestamp();
        return Image(upload, pause, download, maskBytes: 100, start, start + ((upload + pause + download) * Microsecond));
    }

    private static ImageInFlight Image(int upload, int pause, int download, int maskBytes, long start, long ended)
    {
        Assert.Equal(1_000_000_000, Stopwatch.Frequency);
        return new ImageInFlight("x", new byte[300], maskBytes)
        {
            FirstSent = start,
            Uploaded = start + (upload * Microsecond),
            LineTime = upload * Microsecond,
            MaskStarted = start + ((upload + pause + 1180) * Microsecond),
            FirstMaskPayload = 106,
            Ended = ended,
            Done = new FrameDone(0, FrameStatus.Ok, 20_000, 20_000, 0, 0, 0),
        };
    }
}
