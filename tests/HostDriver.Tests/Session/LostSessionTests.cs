using FpgaSeg.HostDriver.Session;
using FpgaSeg.HostDriver.Transports;
using FpgaSeg.Protocol.Frames;
using FpgaSeg.Protocol.Messages;

namespace FpgaSeg.HostDriver.Tests.Session;

/// <summary>Boards that are reset or fall silent in the middle of a run.</summary>
public sealed class LostSessionTests
{
    private static readonly SessionOptions Quick = new()
    {
        PollInterval = TimeSpan.FromMilliseconds(5),
        SilenceDeadline = TimeSpan.FromMilliseconds(150),
        HelloDeadline = TimeSpan.FromSeconds(5),
    };

    [Fact]
    public async Task A_board_that_was_reset_gets_the_unfinished_images_again()
    {
        var resets = 0;
        await using var board = TestBoard.Start();
        var line = MeddlingPipe.On(await OpenAsync(board.DeviceUrl), written => written > 7000 && resets++ == 0 ? ResetFrame() : []);
        await using var session = (await DeviceSession.OpenAsync(line, options: Quick with { SilenceDeadline = TimeSpan.FromSeconds(10) })).Value;
        var results = await RunAsync(session, 5);
        Assert.True(resets > 1);
        for (var i = 0; i < 5; i++)
            Assert.Equal(TestBoard.MaskOf(TestBoard.RandomImage(i)), results[i].Mask);
    }

    [Fact]
    public async Task A_board_that_is_reset_again_and_again_is_FS4207()
    {
        await using var board = TestBoard.Start();
        var line = MeddlingPipe.On(await OpenAsync(board.DeviceUrl), written => written > 20 ? ResetFrame() : []);
        await using var session = (await DeviceSession.OpenAsync(line, options: Quick with { SilenceDeadline = TimeSpan.FromSeconds(10) })).Value;
        Assert.All(await RunAsync(session, 3), r => Assert.Equal("FS4207", r.Error!.Code));
    }

    [Fact]
    public async Task A_board_that_falls_silent_is_FS4206()
    {
        await using var board = TestBoard.Start();
        var line = MeddlingPipe.On(await OpenAsync(board.DeviceUrl), written => written > 1000 ? null : []);
        await using var session = (await DeviceSession.OpenAsync(line, options: Quick)).Value;
        var results = new List<FrameResult>();
        var error = await session.RunAsync(Images(5), results.Add);
        Assert.Equal("FS4206", error!.Code);
        Assert.Equal("FS4206", results[^1].Error!.Code);
    }

    private static byte[] ResetFrame()
    {
        var bytes = new byte[12];
        new FrameWriter().Write(bytes, default(Reset));
        return bytes;
    }

    private static async Task<DeviceLine> OpenAsync(string url) => (await TransportCatalogue.OpenAsync(url, default)).Value;

    private static IEnumerable<StreamImage> Images(int count) =>
        Enumerable.Range(0, count).Select(i => new StreamImage($"image {i}", () => TestBoard.RandomImage(i)));

    private static async Task<List<FrameResult>> RunAsync(DeviceSession session, int count)
    {
        var results = new List<FrameResult>();
        Assert.Null(await session.RunAsync(Images(count), results.Add).WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(count, results.Count);
        return results;
    }
}
