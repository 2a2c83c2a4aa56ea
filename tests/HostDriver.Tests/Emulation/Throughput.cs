using System.Diagnostics;
using System.Globalization;
using FpgaSeg.Core.Pipes;
using FpgaSeg.HostDriver.Transports;
using FpgaSeg.HostDriver.Transports.Usb;
using FpgaSeg.HostDriver.Transports.Usb.Bulk;
using FpgaSeg.HostDriver.Transports.Usb.Native;

namespace FpgaSeg.HostDriver.Tests.Emulation;

/// <summary>
/// What the USB pipe makes of the emulated device's rate: the same bytes by bare libusb transfers that are submitted again as soon as they end, and
/// by the pipe, in turns, in one run. No test: the figure is for people.
/// </summary>
internal static class Throughput
{
    private const int Bytes = 16 << 20;
    private const int Turns = 11;
    private const int TransferBytes = 16 * 1024;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    public static async Task<int> PrintAsync()
    {
        var rates = new Dictionary<bool, List<(double Bare, double Pipe)>> { [true] = [], [false] = [] };
        for (var turn = 0; turn < Turns; turn++)
        {
            foreach (var isRead in new[] { true, false })
            {
                var (bare, pipe) = (await BareAsync(isRead), await PipeAsync(isRead));
                rates[isRead].Add((bare, pipe));
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{(isRead ? "read " : "write")} bare {bare:0.0} MB/s, pipe {pipe:0.0} MB/s, ratio {pipe / bare:0.000}"));
            }
        }

        // The best of each is what the path can do; the others are what else ran on the machine.
        foreach (var (isRead, values) in rates)
        {
            var (bare, pipe) = (values.Max(v => v.Bare), values.Max(v => v.Pipe));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{(isRead ? "read " : "write")} best bare {bare:0.0} MB/s, pipe {pipe:0.0} MB/s, ratio {pipe / bare:0.000}; median ratio {values.Select(v => v.Pipe / v.Bare).Order().ElementAt(Turns / 2):0.000}"));
        }

        return 0;
    }

    private static async Task<double> PipeAsync(bool isRead)
    {
        await using var listener = new UsbBoardListener("vendor");
        var opening = TransportCatalogue.OpenAsync("usb:1209:0001", default);
        await using var board = await listener.AcceptAsync(default);
        await using var host = (await opening).Value.Pipe;
        var clock = Stopwatch.StartNew();
        var other = isRead ? SendAsync(board) : ReceiveAsync(board);
        await (isRead ? ReceiveAsync(host) : SendAsync(host));
        await other;
        return Bytes / clock.Elapsed.TotalSeconds / 1e6;
    }

    private static async Task<double> BareAsync(bool isRead)
    {
        await using var listener = new UsbBoardListener("vendor");
        using var connection = UsbConnection.Open(UsbTarget.Parse(DeviceUrl.Parse("usb:1209:0001").Value).Value).Value;
        await using var board = await listener.AcceptAsync(default);
        var clock = Stopwatch.StartNew();
        var other = isRead ? SendAsync(board) : ReceiveAsync(board);
        Move(connection, isRead);
        await other;
        return Bytes / clock.Elapsed.TotalSeconds / 1e6;
    }

    private static void Move(UsbConnection connection, bool isRead)
    {
        var (moved, submitted, inFlight) = (0, 0, 0);
        void Submit(BulkTransfer transfer)
        {
            if (isRead ? moved >= Bytes : submitted >= Bytes)
                return;
            (transfer.Start, transfer.End) = (0, TransferBytes);
            submitted += TransferBytes;
            inFlight += transfer.Submit() == 0 ? 1 : 0;
        }

        var endpoint = isRead ? connection.Pair.In : connection.Pair.Out;
        var transfers = Enumerable.Range(0, isRead ? 8 : 4).Select(_ => new BulkTransfer(connection.Handle, endpoint.Address, TransferBytes, ended =>
        {
            moved += ended.Moved;
            inFlight--;
            if (ended.Status == TransferStatus.Completed)
                Submit(ended);
        })).ToArray();
        foreach (var transfer in transfers)
            Submit(transfer);
        while (moved < Bytes)
            connection.HandleEvents();
        foreach (var transfer in transfers)
            transfer.Cancel();
        while (inFlight > 0)
            connection.HandleEvents();
        foreach (var transfer in transfers)
            transfer.Dispose();
    }

    private static Task SendAsync(IBytePipe pipe) => Task.Run(async () =>
    {
        var buffer = new byte[1 << 16];
        for (var sent = 0; sent < Bytes;)
            sent += (await pipe.WriteAsync(buffer.AsMemory(0, Math.Min(buffer.Length, Bytes - sent)), Long, default)).Count;
    });

    private static Task ReceiveAsync(IBytePipe pipe) => Task.Run(async () =>
    {
        var buffer = new byte[1 << 16];
        for (var received = 0; received < Bytes;)
            received += (await pipe.ReadAsync(buffer, Long, default)).Count;
    });
}
