using System.Buffers.Binary;
using System.Diagnostics;
using FpgaSeg.Core.Pipes;
using FpgaSeg.HostDriver.Tests.Emulation;
using FpgaSeg.HostDriver.Transports;
using FpgaSeg.VirtualBoard.Line;

namespace FpgaSeg.HostDriver.Tests.Transports;

/// <summary>The contract on a vendor-class device, and what USB alone can do wrong.</summary>
internal sealed class UsbScenarios : TransportContract
{
    private const string Url = "usb:1209:0001";
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    private protected override IBoardListener CreateListener() => new UsbBoardListener("vendor");

    private protected override string UrlOf(IBoardListener listener) => Url;

    private protected override string? CodeOfSecondHost => "FS4114";

    /// <summary>The device answers STALL in each direction in turn; nothing is lost or doubled.</summary>
    [Emulated("out")]
    [Emulated("in")]
    public async Task A_stalled_endpoint_is_cleared_and_goes_on(string direction)
    {
        var bytes = new byte[300_000];
        new Random(3).NextBytes(bytes);
        for (var i = 0; i < 3; i++)
        {
            VirtualUsbPort.Command($"stall {direction}");
            Assert.Equal(bytes, direction == "out" ? await CarryAsync(Host, Board, bytes) : await CarryAsync(Board, Host, bytes));
        }

        Assert.Equal("3", VirtualUsbPort.Command("clears"));
    }

    [Emulated("out")]
    [Emulated("in")]
    public async Task A_few_bus_errors_are_survived(string direction)
    {
        VirtualUsbPort.Command($"error {direction} 3");
        var bytes = new byte[1000];
        new Random(4).NextBytes(bytes);
        Assert.Equal(bytes, direction == "out" ? await CarryAsync(Host, Board, bytes) : await CarryAsync(Board, Host, bytes));
    }

    /// <summary>Transfers behind a failed one may succeed. Then its bytes are lost, which the protocol repairs; late they would break the order.</summary>
    [Emulated]
    public async Task After_bus_errors_bytes_may_be_missing_but_come_in_order()
    {
        const int last = 400_000;
        var arrived = Task.Run(async () =>
        {
            var (bytes, target) = (new List<byte>(), new byte[1 << 16]);
            do
            {
                var result = await Board.ReadAsync(target, Long, default);
                Assert.Equal(PipeStatus.Done, result.Status);
                bytes.AddRange(target.AsSpan(0, result.Count));
            }
            while (BinaryPrimitives.ReadInt32LittleEndian(bytes.TakeLast(4).ToArray()) != last);
            return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(bytes.ToArray()).ToArray();
        });
        for (var first = 1; first <= last; first += 10_000)
        {
            var numbers = Enumerable.Range(first, 10_000).SelectMany(BitConverter.GetBytes).ToArray();
            if (first % 50_000 == 1)
                VirtualUsbPort.Command("error out 2");
            for (var sent = 0; sent < numbers.Length;)
                sent += (await Host.WriteAsync(numbers.AsMemory(sent), Long, default)).Count;
        }

        var seen = await arrived;
        Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.True(pair.First < pair.Second, $"{pair.Second} came behind {pair.First}"));
    }

    [Emulated]
    public async Task Bus_errors_without_end_close_the_pipe()
    {
        VirtualUsbPort.Command("error in 1000");
        var result = await Host.ReadAsync(new byte[10], Long, default);
        Assert.Equal((PipeStatus.Closed, "endpoint 0x81 has bus errors again and again"), (result.Status, result.Reason));
    }

    [Emulated]
    public async Task Unplugging_is_noticed_at_once_in_both_directions()
    {
        var (writing, reading) = (await BlockedWriteAsync(default), Host.ReadAsync(new byte[10], Long, default).AsTask());
        VirtualUsbPort.Unplug();
        foreach (var result in await Task.WhenAll(reading, writing).WaitAsync(Long))
            Assert.Equal((PipeStatus.Closed, "it was unplugged or switched off"), (result.Status, result.Reason));
    }

    [Emulated]
    public async Task What_arrived_before_the_device_went_can_still_be_read()
    {
        Assert.Equal([1, 2, 3], await CarryAsync(Host, Board, [1, 2, 3]));
        Assert.Equal(PipeStatus.Done, (await Board.WriteAsync(new byte[] { 7, 8 }, Long, default)).Status);
        Assert.Equal(PipeStatus.Done, (await Host.ReadAsync(new byte[1], Long, default)).Status);
        VirtualUsbPort.Unplug();
        var target = new byte[2];
        Assert.Equal(PipeResult.Done(1), await Host.ReadAsync(target, Long, default));
        Assert.Equal(8, target[0]);
        Assert.Equal(PipeStatus.Closed, (await Host.ReadAsync(target, Long, default)).Status);
    }

    [Emulated]
    public async Task What_was_written_before_closing_arrives()
    {
        var bytes = new byte[60_000];
        VirtualUsbPort.Command("hold out 1");
        Assert.Equal(PipeResult.Done(bytes.Length), await Host.WriteAsync(bytes, Long, default));
        var closing = Host.DisposeAsync();
        VirtualUsbPort.Command("hold out 0");
        await closing;
        var count = 0;
        for (PipeResult result; (result = await Board.ReadAsync(new byte[1 << 16], Long, default)).Status == PipeStatus.Done;)
            count += result.Count;
        Assert.Equal(bytes.Length, count);
    }

    [Emulated]
    public async Task No_thread_is_left_behind()
    {
        Assert.NotEqual(0, ThreadsOfPipes());
        await Host.DisposeAsync();
        Assert.Equal(0, ThreadsOfPipes());
    }

    [Emulated("usb:1209:0001:TEST1", null)]
    [Emulated("usb:1209:0001?interface=0&in=0x81&out=0x02", null)]
    [Emulated("usb:1209:0001?in=129&out=2", null)]
    [Emulated("usb:1209:0001:OTHER", "FS4112")]
    [Emulated("usb:1209:0002", "FS4112")]
    [Emulated("ftdi:any", "FS4112")]
    [Emulated("usb:1209:0001?interface=1", "FS4116")]
    [Emulated("usb:1209:0001?in=0x83", "FS4116")]
    [Emulated("usb:1209:0001?out=0x04", "FS4116")]
    [Emulated("usb:1209:0001?out=0x81", "FS4102")]
    [Emulated("usb:1209:0001?in=2", "FS4102")]
    [Emulated("usb:1209:0001?interface=256", "FS4102")]
    [Emulated("usb:1209:0001?speed=3", "FS4102")]
    [Emulated("usb:1209", "FS4101")]
    [Emulated("usb:12:0001", "FS4101")]
    [Emulated("usb:1209:0001:", "FS4101")]
    [Emulated("ftdi:any?latency=0", "FS4102")]
    [Emulated("ftdi:any?baud=9600", "FS4102")]
    public async Task A_device_is_found_by_its_numbers_or_said_to_be_missing(string url, string? code)
    {
        await Host.DisposeAsync();
        var opened = await TransportCatalogue.OpenAsync(url, default);
        Assert.Equal(code, opened.Errors.FirstOrDefault()?.Code);
        if (opened.IsOk)
            await opened.Value.Pipe.DisposeAsync();
    }

    [Emulated]
    public async Task A_missing_device_lists_what_is_there()
    {
        var missing = Assert.Single((await TransportCatalogue.OpenAsync("usb:1209:0002", default)).Errors);
        Assert.Contains("1209:0001", missing.Why, StringComparison.Ordinal);
        VirtualUsbPort.Unplug();
        Assert.Contains("no device at all", Assert.Single((await TransportCatalogue.OpenAsync(Url, default)).Errors).Why, StringComparison.Ordinal);
    }

    /// <summary>Root may open anything, so root gives up that right first.</summary>
    [Emulated]
    public async Task A_device_that_this_user_may_not_open_is_FS4113()
    {
        await Host.DisposeAsync();
        string[] open = [Environment.ProcessPath!, typeof(UsbScenarios).Assembly.Location, "open", Url];
        string[] asUser = Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search", .. open] : open;
        foreach (var (mode, code) in new[] { ("666", "open"), ("000", "FS4113") })
        {
            Assert.Equal("", VirtualUsbPort.Command($"mode {mode}"));
            using var process = Process.Start(new ProcessStartInfo(asUser[0], asUser[1..]) { UseShellExecute = false, RedirectStandardOutput = true })!;
            Assert.Equal(code, (await process.StandardOutput.ReadToEndAsync()).Trim());
        }
    }

    private static int ThreadsOfPipes() =>
        Directory.EnumerateDirectories("/proc/self/task").Count(t => File.ReadAllText(Path.Combine(t, "comm")).StartsWith("usb ", StringComparison.Ordinal));
}
