#if HAS_LIBUSBDOTNET
using System.Diagnostics;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Pipes;
using LibUsbDotNet;
using LibUsbDotNet.Main;

namespace FpgaSeg.HostDriver.Transports.Usb;

/// <summary>Opens a vendor-class device of Windows or macOS through LibUsbDotNet 2, which knows those systems' drivers.</summary>
public static class LibUsbDotNetDevice
{
    private const byte FirstConfiguration = 1;
    private const byte FirstIn = 0x81;
    private const byte FirstOut = 0x01;

    /// <summary>Opens and claims; without options interface 0 with endpoints 0x81 and 0x01. FS4112, FS4114 or FS4117 when that fails.</summary>
    public static Result<IBytePipe> Open(UsbTarget target)
    {
        var finder = target.Serial is null
            ? new UsbDeviceFinder(target.Vendor, target.Products[0])
            : new UsbDeviceFinder(target.Vendor, target.Products[0], target.Serial);
        var device = UsbDevice.OpenUsbDevice(finder);
        if (device is null)
            return UsbErrors.NotFound(target, []);
        var number = target.Interface ?? 0;

        // WinUSB gives whole interfaces; only the other drivers want a configuration and a claim.
        if (device is IUsbDevice whole && !(whole.SetConfiguration(FirstConfiguration) && whole.ClaimInterface(number)))
        {
            device.Close();
            return UsbErrors.Busy(target, number);
        }

        return new DevicePipe(
            device,
            device.OpenEndpointReader((ReadEndpointID)(target.In ?? FirstIn)),
            device.OpenEndpointWriter((WriteEndpointID)(target.Out ?? FirstOut)),
            $"{target} (LibUsbDotNet)");
    }

    /// <summary>A device as a pipe: its blocking calls, in slices so that a cancellation is seen.</summary>
    private sealed class DevicePipe(UsbDevice device, UsbEndpointReader reader, UsbEndpointWriter writer, string description) : IBytePipe
    {
        private const int SliceMilliseconds = 20;
        private const int LargestTransfer = 16 * 1024;

        public string Description => description;

        public ValueTask<PipeResult> ReadAsync(Memory<byte> target, TimeSpan timeout, CancellationToken cancellation)
        {
            var buffer = new byte[LargestTransfer];
            return RepeatAsync(
                () =>
                {
                    var code = reader.Read(buffer, 0, Math.Min(buffer.Length, target.Length), SliceMilliseconds, out var count);
                    buffer.AsSpan(0, count).CopyTo(target.Span);
                    return (code, count);
                },
                timeout,
                cancellation);
        }

        public ValueTask<PipeResult> WriteAsync(ReadOnlyMemory<byte> source, TimeSpan timeout, CancellationToken cancellation)
        {
            var bytes = source[..Math.Min(source.Length, LargestTransfer)].ToArray();
            return RepeatAsync(() => (writer.Write(bytes, 0, bytes.Length, SliceMilliseconds, out var count), count), timeout, cancellation);
        }

        public ValueTask DisposeAsync()
        {
            device.Close();
            return ValueTask.CompletedTask;
        }

        private static async ValueTask<PipeResult> RepeatAsync(Func<(ErrorCode Code, int Count)> transfer, TimeSpan timeout, CancellationToken cancellation)
        {
            var started = Stopwatch.GetTimestamp();
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                var (code, count) = await Task.Run(transfer, CancellationToken.None);
                if (count > 0)
                    return PipeResult.Done(count);
                if (code is not ErrorCode.None and not ErrorCode.IoTimedOut)
                    return PipeResult.Closed(code.ToString());
                if (Stopwatch.GetElapsedTime(started) >= timeout)
                    return PipeResult.TimedOut;
            }
        }
    }
}
#endif
