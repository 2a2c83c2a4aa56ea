using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Pipes;
using FpgaSeg.HostDriver.Transports.Usb.Bulk;

namespace FpgaSeg.HostDriver.Transports.Usb;

/// <summary>USB bulk endpoints of a vendor-class board: libusb 1.0, on Windows and macOS LibUsbDotNet where the feed has it.</summary>
public sealed class UsbTransport : ITransport
{
    public string Scheme => "usb";

    public string Example => "usb:1209:0001";

    public Task<Result<DeviceLine>> OpenAsync(DeviceUrl url, CancellationToken cancellation) =>
        Task.Run(() => UsbTarget.Parse(url).Then(Open).Then<DeviceLine>(pipe => new DeviceLine(pipe, Baud: null)), cancellation);

    private static Result<IBytePipe> Open(UsbTarget target)
    {
#if HAS_LIBUSBDOTNET
        if (!OperatingSystem.IsLinux())
            return LibUsbDotNetDevice.Open(target);
#endif
        return UsbConnection.Open(target).Then<IBytePipe>(connection => new UsbPipe(connection, $"{target} (USB)"));
    }
}
