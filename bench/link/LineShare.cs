using System.Diagnostics;
using System.Runtime;
using FpgaSeg.HostDriver.Session;
using FpgaSeg.HostDriver.Streaming;

namespace FpgaSeg.LinkBench;

/// <summary>What of a line's rate is payload, and what of a core the host takes for it. The board is another process.</summary>
internal static class LineShare
{
    private static readonly TimeSpan LongestWarming = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(int baud, int images)
    {
        using var board = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["board", $"{baud}"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var url = (await board.StandardOutput.ReadLineAsync())!;
        var geometry = BenchBoard.ImageFor(baud);
        byte[][] pictures = [.. Enumerable.Range(0, 4).Select(i => BenchBoard.Image(geometry, i))];
        await using (var session = (await DeviceSession.OpenAsync($"{url}?baud={baud}")).Value)
        {
            await WarmAsync(session, pictures[0], (int)Math.Clamp(2L * baud / 10 / geometry.ByteCount, 1, images));
            var streamer = new ImageStreamer(session);
            using var me = Process.GetCurrentProcess();
            var (clock, busy, wrong) = (Stopwatch.StartNew(), me.TotalProcessorTime, 0);
            await foreach (var result in streamer.StreamAsync(Enumerable.Range(0, images).Select(i => new StreamImage($"{i}", () => pictures[i % 4]))))
                wrong += result.Mask is { } mask && mask.AsSpan().SequenceEqual(BenchBoard.MaskOf(pictures[int.Parse(result.Name) % 4])) ? 0 : 1;
            me.Refresh();
            var (elapsed, cpu) = (clock.Elapsed.TotalSeconds, (me.TotalProcessorTime - busy).TotalSeconds);
            var share = 100.0 * images * geometry.ByteCount * 10 / baud / elapsed;
            Console.WriteLine($"{baud} baud: {images} images of {geometry.ByteCount} bytes in {elapsed:0.00} s, {wrong} wrong; payload {streamer.Summary.LineSharePercent:0.0} % of the line while uploading, {share:0.0} % over the whole run; host {100 * cpu / elapsed:0.0} % of a core");
        }

        board.StandardInput.Close();
        await board.WaitForExitAsync();
        return 0;
    }

    /// <summary>The first images pay for the compiler, which looks again at what was called thirty times: until it has nothing new to do.</summary>
    private static async Task WarmAsync(DeviceSession session, byte[] picture, int images)
    {
        var (clock, compiled) = (Stopwatch.StartNew(), 0L);
        while (compiled != JitInfo.GetCompiledMethodCount() && clock.Elapsed < LongestWarming)
        {
            compiled = JitInfo.GetCompiledMethodCount();
            await foreach (var _ in new ImageStreamer(session).StreamAsync(Enumerable.Range(0, images).Select(i => new StreamImage("warm", () => picture))))
                continue;
        }
    }
}
