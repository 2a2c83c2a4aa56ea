using System.Collections.Immutable;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.HostDriver.Transports.Usb.Native;

namespace FpgaSeg.HostDriver.Transports.Usb;

/// <summary>What is plugged in at the moment of the call, in a libusb context of its own.</summary>
internal sealed unsafe class UsbBus : IDisposable
{
    private const byte HubClass = 9;
    private readonly nint* _list;
    private readonly ImmutableArray<(nint Device, DeviceDescriptor Descriptor)> _devices;
    private nint _context;

    private UsbBus(nint context)
    {
        _context = context;
        var count = LibUsb.GetDeviceList(context, out _list);
        var devices = ImmutableArray.CreateBuilder<(nint, DeviceDescriptor)>();
        for (nint i = 0; i < count; i++)
        {
            if (LibUsb.GetDeviceDescriptor(_list[i], out var descriptor) == 0)
                devices.Add((_list[i], descriptor));
        }

        _devices = devices.ToImmutable();
    }

    /// <summary>VID:PID of every device but hubs.</summary>
    public IReadOnlyCollection<string> Present =>
        [.. _devices.Where(d => d.Descriptor.Class != HubClass).Select(d => $"{d.Descriptor.Vendor:x4}:{d.Descriptor.Product:x4}").Order(StringComparer.Ordinal)];

    /// <summary>Lists the devices; FS4115 without libusb, FS4117 when it does not start.</summary>
    public static Result<UsbBus> Open(UsbTarget target)
    {
        if (!LibUsb.IsPresent)
            return UsbErrors.NoLibrary();
        var error = LibUsb.Init(out var context);
        return error == 0 ? new UsbBus(context) : UsbErrors.OpenFailed(target, "starting libusb", LibUsb.Describe(error));
    }

    /// <summary>Opens the one device that is meant; FS4112, FS4113, FS4117 or FS4118 when that fails.</summary>
    public Result<OpenDevice> Find(UsbTarget target)
    {
        var matches = _devices.Where(d => d.Descriptor.Vendor == target.Vendor && target.Products.Contains(d.Descriptor.Product)).ToArray();
        var opened = new List<OpenDevice>();
        Diagnostic? refusal = null;
        foreach (var (device, descriptor) in matches)
        {
            var error = LibUsb.Open(device, out var handle);
            if (error != 0)
                refusal = RefusalOf(target, error);
            else
                opened.Add(new OpenDevice(device, handle, descriptor, SerialOf(handle, descriptor.SerialIndex)));
        }

        var meant = opened.Where(o => target.Serial is null || o.Serial == target.Serial).ToArray();
        foreach (var other in meant.Length == 1 ? opened.Except(meant) : opened)
            LibUsb.Close(other.Handle);
        return meant.Length switch
        {
            1 => meant[0],
            0 => refusal ?? UsbErrors.NotFound(target, [.. Present, .. opened.Select(o => $"serial {o.Serial}")]),
            _ => UsbErrors.Ambiguous(target, [.. meant.Select(o => o.Serial)]),
        };
    }

    /// <summary>The interfaces of the active configuration, in their first setting.</summary>
    public static IReadOnlyList<UsbInterface> InterfacesOf(nint device)
    {
        if (LibUsb.GetActiveConfiguration(device, out var configuration) != 0)
            return [];
        var interfaces = new List<UsbInterface>();
        for (var i = 0; i < configuration->InterfaceCount; i++)
        {
            var setting = configuration->Interfaces[i].Settings[0];
            var endpoints = ImmutableArray.CreateBuilder<UsbEndpoint>();
            foreach (var e in new ReadOnlySpan<EndpointDescriptor>(setting.Endpoints, setting.EndpointCount))
                endpoints.Add(new UsbEndpoint(e.Address, (e.Attributes & 3) == 2, e.MaxPacketSize & 0x7FF));
            interfaces.Add(new UsbInterface(setting.Number, endpoints.ToImmutable()));
        }

        LibUsb.FreeConfiguration(configuration);
        return interfaces;
    }

    /// <summary>Hands the context over: it stays until its new owner ends it.</summary>
    public nint TakeContext()
    {
        LibUsb.FreeDeviceList(_list, 1);
        return Interlocked.Exchange(ref _context, 0);
    }

    public void Dispose()
    {
        if (_context == 0)
            return;
        LibUsb.Exit(TakeContext());
    }

    private static Diagnostic RefusalOf(UsbTarget target, int error) => error switch
    {
        UsbError.AccessDenied => UsbErrors.PermissionDenied(target),
        UsbError.NoDevice => UsbErrors.NotFound(target, []),
        _ => UsbErrors.OpenFailed(target, "opening", LibUsb.Describe(error)),
    };

    private static string SerialOf(nint handle, byte index)
    {
        Span<byte> text = stackalloc byte[256];
        var count = index == 0 ? 0 : LibUsb.GetString(handle, index, text, text.Length);
        return System.Text.Encoding.ASCII.GetString(text[..Math.Max(0, count)]);
    }
}

/// <summary>A device that was opened and not yet claimed; its device stays valid as long as the handle.</summary>
internal sealed record OpenDevice(nint Device, nint Handle, DeviceDescriptor Descriptor, string Serial);
