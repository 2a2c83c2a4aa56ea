using FpgaSeg.Core.Diagnostics;
using FpgaSeg.HostDriver.Transports.Usb.Native;

namespace FpgaSeg.HostDriver.Transports.Usb;

/// <summary>A device that this process alone uses: libusb context, handle and claimed interface.</summary>
internal sealed unsafe class UsbConnection : IDisposable
{
    private const byte VendorRequestToDevice = 0x40;
    private const uint ControlTimeoutMilliseconds = 1000;
    private static readonly TimeValue EventTimeout = new(60);
    private static readonly TimeSpan ErrorPause = TimeSpan.FromMilliseconds(10);
    private readonly nint _context;

    private UsbConnection(nint context, OpenDevice device, BulkPair pair) =>
        (_context, Handle, Product, Serial, Pair) = (context, device.Handle, device.Descriptor.Product, device.Serial, pair);

    public nint Handle { get; }

    public ushort Product { get; }

    public string Serial { get; }

    public BulkPair Pair { get; }

    /// <summary>Finds, opens and claims; FS4112 to FS4118 when that fails.</summary>
    public static Result<UsbConnection> Open(UsbTarget target)
    {
        var bus = UsbBus.Open(target);
        if (!bus.IsOk)
            return Result<UsbConnection>.Fail(bus.Errors);
        using var devices = bus.Value;
        var found = devices.Find(target);
        if (!found.IsOk)
            return Result<UsbConnection>.Fail(found.Errors);
        var pair = BulkPair.Choose(target, UsbBus.InterfacesOf(found.Value.Device)).Then(p => Claim(target, found.Value, p));
        if (pair.IsOk)
            return new UsbConnection(devices.TakeContext(), found.Value, pair.Value);
        LibUsb.Close(found.Value.Handle);
        return Result<UsbConnection>.Fail(pair.Errors);
    }

    /// <summary>Waits for something to happen on the device, or for <see cref="InterruptEvents"/>; calls back on this thread.</summary>
    public void HandleEvents()
    {
        // An error here is the library's own and may come back at once: the pause keeps it from taking a core.
        if (LibUsb.HandleEvents(_context, EventTimeout, 0) < 0)
            Thread.Sleep(ErrorPause);
    }

    public void InterruptEvents() => LibUsb.InterruptEvents(_context);

    /// <summary>A vendor request without data; null or the library's reason.</summary>
    public string? Request(byte request, int value, int index)
    {
        var error = LibUsb.Control(Handle, VendorRequestToDevice, request, (ushort)value, (ushort)index, null, 0, ControlTimeoutMilliseconds);
        return error < 0 ? LibUsb.Describe(error) : null;
    }

    public void Dispose()
    {
        _ = LibUsb.Release(Handle, Pair.Interface);
        LibUsb.Close(Handle);
        LibUsb.Exit(_context);
    }

    private static Result<BulkPair> Claim(UsbTarget target, OpenDevice device, BulkPair pair)
    {
        // A driver of the system that sits on the interface (ftdi_sio) steps aside and comes back at release. Not every system can; then claiming says so.
        _ = LibUsb.SetAutoDetach(device.Handle, 1);
        return LibUsb.Claim(device.Handle, pair.Interface) switch
        {
            0 => pair,
            UsbError.Busy => UsbErrors.Busy(target, pair.Interface),
            UsbError.NoDevice => UsbErrors.NotFound(target, []),
            var error => UsbErrors.OpenFailed(target, $"claiming interface {pair.Interface}", LibUsb.Describe(error)),
        };
    }
}
