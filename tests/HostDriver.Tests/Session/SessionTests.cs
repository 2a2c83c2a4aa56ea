using FpgaSeg.Core.Diagnostics;
using FpgaSeg.HostDriver.Session;
using FpgaSeg.HostDriver.Streaming;
using FpgaSeg.HostDriver.Transports;
using FpgaSeg.Protocol.Design;
using FpgaSeg.Protocol.Messages;
using FpgaSeg.VirtualBoard;
using FpgaSeg.VirtualBoard.Line;

namespace FpgaSeg.HostDriver.Tests.Session;

/// <summary>The session against the virtual board, on a real pseudo-terminal and on TCP.</summary>
public sealed class SessionTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private static readonly SessionOptions Quick = new() { PollInterval = TimeSpan.FromMilliseconds(5), HelloDeadline = TimeSpan.FromMilliseconds(200), HelloAttempts = 10 };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whole_images_come_back_as_masks(bool tcp)
    {
        await using var board = TestBoard.Start(new VirtualBoardOptions { Rate = LineRate.Unlimited, TcpPort = tcp ? 0 : null });
        await using var session = (await DeviceSession.OpenAsync(board.DeviceUrl, new SessionExpectations(TestBoard.Manifest()))).Value;
        Assert.Equal(TestBoard.DesignId, session.Board.DesignId);
        var streamer = new ImageStreamer(session);
        var seed = 0;
        await foreach (var result in streamer.StreamAsync(Images(20)))
        {
            Assert.Null(result.Error);
            Assert.Equal($"image {seed}", result.Name);
            Assert.Equal(TestBoard.MaskOf(TestBoard.RandomImage(seed++)), result.Mask);
            Assert.Equal((TestBoard.Cycles, TimeSpan.FromMicroseconds(50)), (result.Timings!.ComputeCycles, result.Timings.Compute));
        }

        Assert.Equal((20, 0, 0), (streamer.Summary.Frames, streamer.Summary.Failed, streamer.Summary.Retransmitted));
        Assert.Null(streamer.Summary.Error);
        Assert.Equal(0.05, streamer.Summary.Compute!.Median);
        Assert.Null(streamer.Summary.LineSharePercent);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_mask_is_right_although_one_byte_in_a_hundred_is_lost_flipped_or_doubled(int seed)
    {
        var options = new VirtualBoardOptions { Rate = LineRate.Unlimited, Fault = new RandomByteFault(seed, 0.01) };
        await using var board = TestBoard.Start(options, TestBoard.Identity(maxPayload: 48, receiveBuffer: 512));
        await using var session = (await DeviceSession.OpenAsync(board.DeviceUrl, options: Quick)).Value;
        var results = new List<FrameResult>();
        Assert.Null(await session.RunAsync(Images(8), results.Add));
        Assert.Equal(8, results.Count);
        for (var i = 0; i < results.Count; i++)
            Assert.Equal(TestBoard.MaskOf(TestBoard.RandomImage(i)), results[i].Mask);
        Assert.True(results.Sum(r => r.Repeated) > 0);
    }

    /// <summary>A network that reads images twice gets every one twice, on a line with faults too; the user gives it once.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    public async Task Images_are_sent_once_for_every_pass(double faults)
    {
        var identity = TestBoard.Identity(maxPayload: 48, receiveBuffer: 512);
        identity = identity with { Reply = identity.Reply with { Image = identity.Reply.Image with { Passes = 2 } } };
        var options = new VirtualBoardOptions { Rate = LineRate.Unlimited, Fault = faults == 0 ? null : new RandomByteFault(4, faults) };
        await using var board = TestBoard.Start(options, identity);
        await using var session = (await DeviceSession.OpenAsync(board.DeviceUrl, new SessionExpectations(Image: TestBoard.Manifest().Image), Quick)).Value;
        var results = new List<FrameResult>();
        Assert.Null(await session.RunAsync(Images(5), results.Add));
        Assert.Equal(5, results.Count);
        for (var i = 0; i < results.Count; i++)
            Assert.Equal(TestBoard.MaskOf(TestBoard.RandomImage(i)), results[i].Mask);
    }

    /// <summary>The board gives the first mask when the third image is loaded: two are under way, one waits.</summary>
    [Fact]
    public async Task Images_are_loaded_while_others_are_on_the_line()
    {
        var third = new TaskCompletionSource();
        var engine = new TestBoard.Engine(async (image, cancellation) =>
        {
            await third.Task.WaitAsync(Long, cancellation);
            return TestBoard.MaskOf(image);
        });
        await using var board = TestBoard.Start(engine: engine);
        await using var session = (await DeviceSession.OpenAsync(board.DeviceUrl)).Value;
        var images = Enumerable.Range(0, 8).Select(i => new StreamImage($"{i}", () =>
        {
            if (i == 2)
                third.SetResult();
            return TestBoard.RandomImage(i);
        }));
        var next = 0;
        await foreach (var result in new ImageStreamer(session).StreamAsync(images))
        {
            Assert.Equal($"{next}", result.Name);
            Assert.Equal(TestBoard.MaskOf(TestBoard.RandomImage(next++)), result.Mask);
            Assert.True(result.Timings!.Host > TimeSpan.Zero);
        }

        Assert.Equal(8, next);
    }

    [Fact]
    public async Task Two_sessions_in_turn_use_the_same_board()
    {
        await using var board = TestBoard.Start();
        for (var i = 0; i < 3; i++)
        {
            await using var session = (await DeviceSession.OpenAsync(board.DeviceUrl)).Value;
            Assert.Equal(TestBoard.MaskOf(TestBoard.RandomImage(i)), (await session.SendAsync("one", TestBoard.RandomImage(i))).Mask);
            Assert.Equal(TestBoard.MaskOf(TestBoard.RandomImage(99)), (await session.SendAsync("two", TestBoard.RandomImage(99))).Mask);
        }
    }

    [Fact]
    public async Task Another_design_model_or_geometry_is_refused()
    {
        await using var board = TestBoard.Start();
        Assert.Equal("FS4203", await RefusalAsync(board, new SessionExpectations(TestBoard.Manifest(designId: new string('c', 64)))));
        Assert.Equal("FS4204", await RefusalAsync(board, new SessionExpectations(ModelId: new string('c', 64))));
        Assert.Equal("FS4205", await RefusalAsync(board, new SessionExpectations(Image: new ImageGeometry(256, 256, 3))));
    }

    /// <summary>The model is the same, and no build folder says which design to expect: the first answer does.</summary>
    [Fact]
    public async Task A_board_that_comes_back_with_another_design_is_FS4203()
    {
        await using var first = TestBoard.Start();
        var identity = TestBoard.Identity(receiveBuffer: 512);
        await using var second = TestBoard.Start(identity: identity with { Reply = identity.Reply with { DesignId = new string('c', 64) } });
        var lines = new[] { await OpenAsync(first), await OpenAsync(second) };
        await using var session = (await DeviceSession.OpenAsync(new DeviceLine(new ExchangedPipe(lines[0].Pipe, lines[1].Pipe, 7000), lines[0].Baud))).Value;
        var results = new List<FrameResult>();
        Assert.Equal("FS4203", (await session.RunAsync(Images(10), results.Add).WaitAsync(Long))!.Code);
        Assert.Equal("FS4203", results[^1].Error!.Code);
        Assert.InRange(results.Count(r => r.IsOk), 1, 3);
        Assert.All(results.Where(r => r.IsOk), (r, i) => Assert.Equal(TestBoard.MaskOf(TestBoard.RandomImage(i)), r.Mask));
    }

    [Fact]
    public async Task A_board_with_an_impossible_description_is_refused()
    {
        await using var board = TestBoard.Start(identity: TestBoard.Identity(maxPayload: 256, receiveBuffer: 100));
        Assert.Equal("FS4208", await RefusalAsync(board, new SessionExpectations()));
    }

    [Fact]
    public async Task A_board_of_another_protocol_version_is_refused()
    {
        var identity = TestBoard.Identity();
        await using var board = TestBoard.Start(identity: identity with { Reply = identity.Reply with { Version = 2 } });
        Assert.Equal("FS4202", await RefusalAsync(board, new SessionExpectations()));
    }

    [Fact]
    public async Task A_line_without_a_board_is_FS4201()
    {
        await using var terminal = PseudoTerminal.Create(null).Value;
        var options = new SessionOptions { HelloDeadline = TimeSpan.FromMilliseconds(20), HelloAttempts = 2 };
        var result = await DeviceSession.OpenAsync($"serial:{terminal.Address}", options: options);
        Assert.Equal("FS4201", Assert.Single(result.Errors).Code);
    }

    [Fact]
    public async Task A_line_that_breaks_midway_ends_the_run_with_FS4108()
    {
        await using var board = TestBoard.Start(new VirtualBoardOptions { Rate = LineRate.Unlimited, Fault = new BreakAfter(8000) });
        await using var session = (await DeviceSession.OpenAsync(board.DeviceUrl)).Value;
        var results = new List<FrameResult>();
        var error = await session.RunAsync(Images(10), results.Add).WaitAsync(Long);
        Assert.Equal("FS4108", error!.Code);
        Assert.Equal("FS4108", results[^1].Error!.Code);
        Assert.All(results.Where(r => r.IsOk), (r, i) => Assert.Equal(TestBoard.MaskOf(TestBoard.RandomImage(i)), r.Mask));
        await board.Completion.WaitAsync(Long);
    }

    [Fact]
    public async Task A_computation_that_fails_costs_its_image_only()
    {
        var count = 0;
        var engine = new TestBoard.Engine((image, _) => Task.FromResult<Result<byte[]>>(
            ++count == 2 ? new Diagnostic("FS4513", "It broke.") : TestBoard.MaskOf(image)));
        await using var board = TestBoard.Start(engine: engine);
        await using var session = (await DeviceSession.OpenAsync(board.DeviceUrl)).Value;
        var results = new List<FrameResult>();
        Assert.Null(await session.RunAsync(Images(4), results.Add));
        Assert.Equal([null, "FS4302", null, null], results.Select(r => r.Error?.Code));
    }

    [Fact]
    public async Task An_image_of_another_size_or_that_cannot_be_loaded_costs_itself_only()
    {
        await using var board = TestBoard.Start();
        await using var session = (await DeviceSession.OpenAsync(board.DeviceUrl)).Value;
        var results = new List<FrameResult>();
        StreamImage[] images =
        [
            new("small", () => new byte[5]), .. Images(1), new("broken", () => new Diagnostic("FS1234", "No image.")),
        ];
        Assert.Null(await session.RunAsync(images, results.Add));
        Assert.Equal(["FS1234", "FS4303", "ok"], results.Select(r => r.Error?.Code ?? "ok").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_network_that_never_finishes_is_FS4301_and_the_next_image_is_tried()
    {
        var count = 0;
        var engine = new TestBoard.Engine(async (image, cancellation) =>
        {
            if (++count == 1)
                await Task.Delay(Timeout.Infinite, cancellation);
            return TestBoard.MaskOf(image);
        });
        await using var board = TestBoard.Start(engine: engine);
        var options = Quick with { MaskDeadline = TimeSpan.FromMilliseconds(200), SilenceDeadline = Long };
        await using var session = (await DeviceSession.OpenAsync(board.DeviceUrl, options: options)).Value;
        var results = new List<FrameResult>();
        await session.RunAsync(Images(1), results.Add).WaitAsync(Long);
        Assert.Equal("FS4301", Assert.Single(results).Error!.Code);
    }

    [Fact]
    public async Task Compute_cycles_below_the_bound_are_FS5012()
    {
        await using var board = TestBoard.Start();
        await using var session = (await DeviceSession.OpenAsync(board.DeviceUrl, new SessionExpectations(TestBoard.Manifest(bound: TestBoard.Cycles + 1)))).Value;
        Assert.Equal("FS5012", (await session.SendAsync("x", TestBoard.RandomImage(1))).Error!.Code);
    }

    [Fact]
    public async Task An_upload_faster_than_the_baud_is_FS5011()
    {
        // The board claims a paced line, but is not.
        await using var board = TestBoard.Start(identity: TestBoard.Identity(flags: BoardFlags.Virtual));
        await using var session = (await DeviceSession.OpenAsync($"{board.DeviceUrl}?baud=9600")).Value;
        Assert.Equal("FS5011", (await session.SendAsync("x", TestBoard.RandomImage(1))).Error!.Code);
    }

    [Fact]
    public async Task A_paced_line_takes_the_time_of_its_baud()
    {
        await using var board = TestBoard.Start(
            new VirtualBoardOptions { Rate = LineRate.OfHost }, TestBoard.Identity(maxPayload: 1024, receiveBuffer: 4096, flags: BoardFlags.Virtual));
        await using var session = (await DeviceSession.OpenAsync($"{board.DeviceUrl}?baud=230400")).Value;
        var streamer = new ImageStreamer(session);
        await foreach (var result in streamer.StreamAsync(Images(4)))
            Assert.Null(result.Error);
        Assert.InRange(streamer.Summary.Upload!.Min, 3000 * 10 / 230.4, double.MaxValue);
        Assert.InRange(streamer.Summary.LineSharePercent!.Value, 1, 100);
    }

    [Fact]
    public async Task Cancelling_keeps_what_is_finished_and_frees_the_board()
    {
        using var cancel = new CancellationTokenSource();
        await using var board = TestBoard.Start();
        await using (var session = (await DeviceSession.OpenAsync(board.DeviceUrl)).Value)
        {
            var streamer = new ImageStreamer(session);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            {
                await foreach (var result in streamer.StreamAsync(Images(int.MaxValue), cancel.Token))
                {
                    Assert.True(result.IsOk);
                    if (streamer.Summary.Frames == 3)
                        await cancel.CancelAsync();
                }
            }).WaitAsync(Long);
            Assert.True(streamer.Summary.Frames >= 3);
            Assert.Equal(0, streamer.Summary.Failed);
        }

        await using var next = (await DeviceSession.OpenAsync(board.DeviceUrl)).Value;
        Assert.True((await next.SendAsync("after", TestBoard.RandomImage(5))).IsOk);
    }

    private static IEnumerable<StreamImage> Images(int count) =>
        from i in Enumerable.Range(0, count)
        select new StreamImage($"image {i}", () => TestBoard.RandomImage(i));

    private static async Task<DeviceLine> OpenAsync(VirtualBoardHost board) => (await TransportCatalogue.OpenAsync(board.DeviceUrl, default)).Value;

    private static async Task<string> RefusalAsync(VirtualBoardHost board, SessionExpectations expectations)
    {
        var result = await DeviceSession.OpenAsync(board.DeviceUrl, expectations);
        return Assert.Single(result.Errors).Code;
    }
}
