using FpgaSeg.HostDriver.Session;
using FpgaSeg.HostDriver.Streaming;
using FpgaSeg.HostDriver.Tests.Emulation;
using FpgaSeg.VirtualBoard;
using FpgaSeg.VirtualBoard.Line;

namespace FpgaSeg.HostDriver.Tests.Session;

/// <summary>Whole sessions over the emulated port: the virtual board computes, its bytes pass libusb.</summary>
internal sealed class UsbSessionScenarios
{
    private static readonly SessionOptions Quick = new() { PollInterval = TimeSpan.FromMilliseconds(20), HelloDeadline = TimeSpan.FromMilliseconds(500), HelloAttempts = 10 };

    [Emulated("vendor", "usb:1209:0001")]
    [Emulated("ft2232h", "ftdi:any")]
    [Emulated("ft232h", "ftdi:any")]
    public async Task Every_image_comes_back_as_its_mask(string kind, string url)
    {
        await using var board = StartBoard(kind);
        await using var session = (await DeviceSession.OpenAsync(url, new SessionExpectations(TestBoard.Manifest()), Quick)).Value;
        var streamer = new ImageStreamer(session);
        var seed = 0;
        await foreach (var result in streamer.StreamAsync(Images(0, 20)))
        {
            Assert.Null(result.Error);
            Assert.Equal(TestBoard.MaskOf(TestBoard.RandomImage(seed++)), result.Mask);
        }

        Assert.Equal((20, 0, 0), (streamer.Summary.Frames, streamer.Summary.Failed, streamer.Summary.Retransmitted));
    }

    /// <summary>Unplugged in the middle, plugged in again: the first run says FS4108 and keeps what is whole, the second does the rest.</summary>
    [Emulated("vendor", "usb:1209:0001")]
    [Emulated("ft2232h", "ftdi:any")]
    public async Task A_board_that_is_unplugged_and_plugged_in_again_finishes_the_rest(string kind, string url)
    {
        await using var board = StartBoard(kind);
        var results = new List<FrameResult>();
        await using (var session = (await DeviceSession.OpenAsync(url, options: Quick)).Value)
        {
            var error = await session.RunAsync(Images(0, 1000), result =>
            {
                results.Add(result);
                if (results.Count == 5)
                    VirtualUsbPort.Unplug();
            });
            Assert.Equal("FS4108", error!.Code);
        }

        var whole = results.Count(r => r.IsOk);
        Assert.InRange(whole, 5, 900);
        UsbFaultScenarios.Plugged(kind, board, url);
        await using var next = (await DeviceSession.OpenAsync(url, options: Quick)).Value;
        Assert.Null(await next.RunAsync(Images(whole, 5), results.Add));
        Assert.All(results.Where(r => r.IsOk), (r, i) => Assert.Equal(TestBoard.MaskOf(TestBoard.RandomImage(i)), r.Mask));
        Assert.Equal(whole + 5, results.Count(r => r.IsOk));
    }

    private static VirtualBoardHost StartBoard(string kind)
    {
        var board = TestBoard.Start(new VirtualBoardOptions { Rate = LineRate.Unlimited, TcpPort = 0 });
        UsbFaultScenarios.Plugged(kind, board, "");
        return board;
    }

    private static IEnumerable<StreamImage> Images(int first, int count) =>
        Enumerable.Range(first, count).Select(i => new StreamImage($"image {i}", () => TestBoard.RandomImage(i)));
}
