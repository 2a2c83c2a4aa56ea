using FpgaSeg.Core.Diagnostics;
using FpgaSeg.HostDriver.Session;
using FpgaSeg.HostDriver.Transports;
using FpgaSeg.Protocol.Frames;
using FpgaSeg.Protocol.Messages;
using FpgaSeg.VirtualBoard;
using FpgaSeg.VirtualBoard.Board;
using FpgaSeg.VirtualBoard.Line;

namespace FpgaSeg.HostDriver.Tests.Session;

/// <summary>
/// What a session must make of a line or board that misbehaves, whatever the transport: the right masks, or the right error and no wrong mask.
/// Inherit it once per transport.
/// </summary>
public abstract class FaultContract
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(3);
    private static readonly SessionOptions Quick = new()
    {
        PollInterval = TimeSpan.FromMilliseconds(10),
        SilenceDeadline = Long,
        HelloDeadline = TimeSpan.FromMilliseconds(500),
        HelloAttempts = 10,
    };

    /// <summary>How the transport's board is started; TCP behind everything but a terminal.</summary>
    private protected virtual int? TcpPort => 0;

    /// <summary>The device behind which the board stands.</summary>
    private protected abstract string UrlOf(VirtualBoardHost board);

    [Fact]
    public async Task A_board_that_was_reset_in_mid_frame_gets_the_unfinished_images_again()
    {
        var resets = 0;
        await using var board = Start();
        var line = MeddlingPipe.On(await OpenAsync(board), written => written > 7000 && resets++ == 0 ? ResetFrame() : []);
        await using var session = (await DeviceSession.OpenAsync(line, options: Quick)).Value;
        CheckMasks(await RunAsync(session, 5), 5);
        Assert.True(resets > 1);
    }

    [Fact]
    public async Task A_board_that_is_reset_again_and_again_is_FS4207()
    {
        await using var board = Start();
        var line = MeddlingPipe.On(await OpenAsync(board), written => written > 20 ? ResetFrame() : []);
        await using var session = (await DeviceSession.OpenAsync(line, options: Quick)).Value;
        Assert.All(await RunAsync(session, 3), r => Assert.Equal("FS4207", r.Error!.Code));
    }

    [Fact]
    public async Task A_line_that_falls_silent_is_FS4206()
    {
        await using var board = Start();
        var line = MeddlingPipe.On(await OpenAsync(board), written => written > 1000 ? null : []);
        var options = Quick with { SilenceDeadline = TimeSpan.FromMilliseconds(150) };
        await using var session = (await DeviceSession.OpenAsync(line, options: options)).Value;
        var results = new List<FrameResult>();
        Assert.Equal("FS4206", (await session.RunAsync(Images(0, 5), results.Add).WaitAsync(Long))!.Code);
        Assert.Equal("FS4206", results[^1].Error!.Code);
    }

    /// <summary>The host is away, here with a slow image, for longer than the board may be silent; the board computes and has nothing to say.</summary>
    [Fact]
    public async Task A_host_that_was_away_does_not_take_that_for_silence()
    {
        var (isBack, seen) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        var engine = new TestBoard.Engine(async (image, _) =>
        {
            if (++seen == 2)
            {
                await isBack.Task;
                await Task.Delay(50, CancellationToken.None);
            }

            return TestBoard.MaskOf(image);
        });
        await using var board = Start(engine: engine);
        await using var session = (await DeviceSession.OpenAsync(await OpenAsync(board), options: Quick with { SilenceDeadline = TimeSpan.FromMilliseconds(300) })).Value;
        var images = Images(0, 4).Select((image, i) => i != 2 ? image : new StreamImage(image.Name, () =>
        {
            Thread.Sleep(600);
            isBack.SetResult();
            return image.Load();
        }));
        var results = new List<FrameResult>();
        Assert.Null(await session.RunAsync(images, results.Add).WaitAsync(Long));
        CheckMasks(results, 4);
    }

    [Fact]
    public async Task Bytes_that_are_lost_flipped_or_doubled_cost_time_and_no_mask()
    {
        await using var board = Start(new RandomByteFault(11, 0.003));
        await using var session = (await DeviceSession.OpenAsync(await OpenAsync(board), options: Quick)).Value;
        var results = await RunAsync(session, 10);
        CheckMasks(results, 10);
        Assert.True(results.Sum(r => r.Repeated) > 0);
    }

    /// <summary>Every kind of trouble: bursts and added bytes too, frames that come again, bytes that come late, boards that lose their session.</summary>
    [Fact]
    public async Task Frames_that_are_doubled_late_or_cut_cost_time_and_no_mask()
    {
        var fault = new MixedFault(5, 0.0008, TimeSpan.FromMilliseconds(5));
        await using var board = Start(fault);
        await using var session = (await DeviceSession.OpenAsync(await OpenAsync(board), options: Quick with { Restarts = 50 })).Value;
        CheckMasks(await RunAsync(session, 20), 20);
        Assert.InRange(fault.Counts.Sum(), 10, 1000);
    }

    /// <summary>Not a byte of an image goes to it.</summary>
    [Fact]
    public async Task A_board_with_another_design_is_FS4203()
    {
        var images = 0;
        await using var board = Start(engine: new TestBoard.Engine((image, _) =>
        {
            images++;
            return Task.FromResult<Result<byte[]>>(TestBoard.MaskOf(image));
        }));
        var expected = new SessionExpectations(TestBoard.Manifest(designId: new string('c', 64)));
        var refused = await DeviceSession.OpenAsync(await OpenAsync(board), expected, Quick);
        Assert.Equal("FS4203", Assert.Single(refused.Errors).Code);
        Assert.Equal(0, images);
    }

    /// <summary>The line breaks, the board comes back: the first run says FS4108 and keeps what is whole, the second does the rest.</summary>
    [Fact]
    public async Task A_board_that_goes_and_comes_back_finishes_the_rest()
    {
        var results = new List<FrameResult>();
        await using (var board = Start(new BreakAfter(30_000)))
        {
            await using var session = (await DeviceSession.OpenAsync(await OpenAsync(board), options: Quick)).Value;
            Assert.Equal("FS4108", (await session.RunAsync(Images(0, 100), results.Add).WaitAsync(Long))!.Code);
            Assert.Equal("FS4108", results[^1].Error!.Code);
        }

        results.RemoveAll(r => !r.IsOk);
        Assert.InRange(results.Count, 1, 50);
        await using var again = Start();
        await using var next = (await DeviceSession.OpenAsync(await OpenAsync(again), options: Quick)).Value;
        Assert.Null(await next.RunAsync(Images(results.Count, 5), results.Add).WaitAsync(Long));
        CheckMasks(results, results.Count);
    }

    private static byte[] ResetFrame()
    {
        var bytes = new byte[12];
        new FrameWriter().Write(bytes, default(Reset));
        return bytes;
    }

    private static IEnumerable<StreamImage> Images(int first, int count) =>
        Enumerable.Range(first, count).Select(i => new StreamImage($"image {i}", () => TestBoard.RandomImage(i)));

    private static async Task<List<FrameResult>> RunAsync(DeviceSession session, int count)
    {
        var results = new List<FrameResult>();
        Assert.Null(await session.RunAsync(Images(0, count), results.Add).WaitAsync(Long));
        Assert.Equal(count, results.Count);
        return results;
    }

    private static void CheckMasks(List<FrameResult> results, int count)
    {
        Assert.Equal(count, results.Count(r => r.IsOk));
        for (var i = 0; i < count; i++)
            Assert.Equal(TestBoard.MaskOf(TestBoard.RandomImage(i)), results[i].Mask);
    }

    private VirtualBoardHost Start(ILineFault? fault = null, IInferenceEngine? engine = null) =>
        TestBoard.Start(new VirtualBoardOptions { Rate = LineRate.Unlimited, TcpPort = TcpPort, Fault = fault }, engine: engine);

    private async Task<DeviceLine> OpenAsync(VirtualBoardHost board) => (await TransportCatalogue.OpenAsync(UrlOf(board), default)).Value;
}
