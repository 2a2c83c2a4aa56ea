using FpgaSeg.HostDriver.Session;
using FpgaSeg.Protocol.Design;
using FpgaSeg.VirtualBoard;
using FpgaSeg.VirtualBoard.Line;

namespace FpgaSeg.LinkBench;

/// <summary>A board that computes as long as an image takes on the line: with the next upload above the computation a run takes half the time.</summary>
internal static class Overlap
{
    private const int Baud = 3_000_000;
    private const int Images = 20;
    private const int ComputeMs = 42;
    private static readonly ImageGeometry Geometry = new(64, 64, 3);

    public static async Task<int> RunAsync()
    {
        foreach (var buffer in new[] { 16 * 1024, 2048 })
        {
            await using var board = BenchBoard.Start(
                Geometry, new VirtualBoardOptions { Rate = LineRate.Of(Baud) }, new LinkParameters(1024, buffer), () => Task.Delay(ComputeMs), ComputeMs * 100_000);
            await using var session = (await DeviceSession.OpenAsync($"{board.DeviceUrl}?baud={Baud}")).Value;
            var results = new List<FrameResult>();
            await session.RunAsync(Enumerable.Range(0, Images).Select(i => new StreamImage($"{i}", () => BenchBoard.Image(Geometry, i))), results.Add);
            Print(buffer, [.. results.Select(r => r.Timings!)]);
        }

        return 0;
    }

    private static void Print(int buffer, FrameTimings[] times)
    {
        var under = 0.0;
        for (var n = 0; n + 1 < times.Length; n++)
        {
            var (computes, ends) = (times[n].Moments.MaskBegins - times[n].Compute, times[n].Moments.MaskBegins);
            var (sends, sent) = (times[n + 1].Moments.Sent, times[n + 1].Moments.Uploaded);
            var (from, to) = (computes > sends ? computes : sends, ends < sent ? ends : sent);
            under += Math.Max(0, (to - from) / times[n + 1].Upload);
        }

        var (upload, compute) = (times.Average(t => t.Upload.TotalMilliseconds), times.Average(t => t.Compute.TotalMilliseconds));
        var perImage = (times[^1].Moments.Done - times[0].Moments.Sent).TotalMilliseconds / times.Length;
        Console.WriteLine($"receive buffer {buffer}: upload {upload:0.0} ms + computation {compute:0.0} ms, an image every {perImage:0.0} ms; {100 * under / (times.Length - 1):0} % of an upload lies over the computation before it");
    }
}
