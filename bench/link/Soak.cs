using System.Diagnostics;
using FpgaSeg.HostDriver.Session;
using FpgaSeg.Protocol.Design;
using FpgaSeg.VirtualBoard;
using FpgaSeg.VirtualBoard.Line;

namespace FpgaSeg.LinkBench;

/// <summary>Many images over a line with every kind of trouble, boards that lose their session among them; every mask is compared.</summary>
internal static class Soak
{
    private const int Payload = 250;
    private const int FrameBytes = Payload + 18;
    private static readonly ImageGeometry Geometry = new(32, 24, 3);

    public static async Task<int> RunAsync(double images, double rate, string transport)
    {
        var fault = new MixedFault(2026, rate / FrameBytes, TimeSpan.FromMilliseconds(3));
        var options = new VirtualBoardOptions { Rate = LineRate.Unlimited, TcpPort = transport == "tcp" ? 0 : null, Fault = fault };
        await using var board = BenchBoard.Start(Geometry, options, new LinkParameters(Payload, 2048));
        var quick = new SessionOptions
        {
            PollInterval = TimeSpan.FromMilliseconds(10),
            HelloAttempts = 20,
            SilenceDeadline = TimeSpan.FromMinutes(2),
            Restarts = 20,
        };
        await using var session = (await DeviceSession.OpenAsync(board.DeviceUrl, options: quick)).Value;
        var (clock, right, wrong, failed, repeated) = (Stopwatch.StartNew(), 0, 0, 0, 0L);
        var sent = Enumerable.Range(0, (int)images).Select(i => new StreamImage($"{i}", () => BenchBoard.Image(Geometry, i)));
        var error = await session.RunAsync(sent, result =>
        {
            repeated += result.Repeated;
            if (result.Mask is null)
                failed++;
            else if (result.Mask.AsSpan().SequenceEqual(BenchBoard.MaskOf(BenchBoard.Image(Geometry, int.Parse(result.Name)))))
                right++;
            else
                wrong++;
        });
        var kinds = string.Join(", ", Enum.GetValues<LineTrouble>().Select(k => $"{fault.Counts[(int)k]} {k}"));
        Console.WriteLine($"{transport}: {right} of {images} masks right, {wrong} wrong, {failed} failed; {clock.Elapsed.TotalSeconds:0} s; {repeated} frames sent again; faults: {kinds}; {error}");
        return right == (int)images ? 0 : 1;
    }
}
