using FpgaSeg.HostDriver.Session;
using FpgaSeg.VirtualBoard;
using FpgaSeg.VirtualBoard.Line;

namespace FpgaSeg.HostDriver.Tests.Session;

/// <summary>
/// The short form of the soak of bench/link: every kind of trouble in one frame of the link in a hundred, and a board that keeps being reset; every mask is right.
/// </summary>
public sealed class SoakTests
{
    private const int Images = 150;
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_mask_is_right(bool tcp)
    {
        const int Payload = 250, FrameBytes = Payload + 18;
        var fault = new MixedFault(21, 0.01 / FrameBytes, TimeSpan.FromMilliseconds(5));
        var options = new VirtualBoardOptions { Rate = LineRate.Unlimited, TcpPort = tcp ? 0 : null, Fault = fault };
        await using var board = TestBoard.Start(options, TestBoard.Identity(maxPayload: Payload, receiveBuffer: 2048));
        var quick = new SessionOptions { PollInterval = TimeSpan.FromMilliseconds(10), SilenceDeadline = Long, HelloAttempts = 10 };
        await using var session = (await DeviceSession.OpenAsync(board.DeviceUrl, options: quick)).Value;
        var results = new List<FrameResult>();
        var images = Enumerable.Range(0, Images).Select(i => new StreamImage($"{i}", () => TestBoard.RandomImage(i)));
        Assert.Null(await session.RunAsync(images, results.Add).WaitAsync(Long));
        Assert.Equal(Images, results.Count);
        Assert.All(results, (r, i) => Assert.Equal(TestBoard.MaskOf(TestBoard.RandomImage(i)), r.Mask));
        Assert.InRange(fault.Counts.Sum(), 10, 200);
    }
}
