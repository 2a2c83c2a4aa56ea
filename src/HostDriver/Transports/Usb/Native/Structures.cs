using System.Runtime.InteropServices;

namespace FpgaSeg.HostDriver.Transports.Usb.Native;

/// <summary>Error numbers of libusb.</summary>
internal static class UsbError
{
    public const int AccessDenied = -3;
    public const int NoDevice = -4;
    public const int NotFound = -5;
    public const int Busy = -6;
}

/// <summary>How a transfer ended: enum libusb_transfer_status.</summary>
internal enum TransferStatus
{
    Completed = 0,
    Error = 1,
    TimedOut = 2,
    Cancelled = 3,
    Stall = 4,
    NoDevice = 5,
    Overflow = 6,
}

/// <summary>struct libusb_transfer without its isochronous packets.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeTransfer
{
    public nint Handle;
    public byte Flags;
    public byte Endpoint;
    public byte Type;
    public uint Timeout;
    public TransferStatus Status;
    public int Length;
    public int ActualLength;
    public delegate* unmanaged<NativeTransfer*, void> Callback;
    public nint UserData;
    public byte* Buffer;
    public int IsochronousPackets;
}

/// <summary>struct timeval.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct TimeValue(int seconds)
{
    public readonly CLong Seconds = new(seconds);
    public readonly CLong Microseconds = new(0);
}

/// <summary>struct libusb_device_descriptor.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DeviceDescriptor
{
    public byte Length;
    public byte DescriptorType;
    public ushort UsbVersion;
    public byte Class;
    public byte SubClass;
    public byte Protocol;
    public byte MaxPacketSize0;
    public ushort Vendor;
    public ushort Product;
    public ushort DeviceVersion;
    public byte ManufacturerIndex;
    public byte ProductIndex;
    public byte SerialIndex;
    public byte Configurations;
}

/// <summary>struct libusb_config_descriptor.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ConfigurationDescriptor
{
    public byte Length;
    public byte DescriptorType;
    public ushort TotalLength;
    public byte InterfaceCount;
    public byte Value;
    public byte NameIndex;
    public byte Attributes;
    public byte MaxPower;
    public InterfaceSettings* Interfaces;
    public byte* Extra;
    public int ExtraLength;
}

/// <summary>struct libusb_interface.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct InterfaceSettings
{
    public InterfaceDescriptor* Settings;
    public int Count;
}

/// <summary>struct libusb_interface_descriptor.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct InterfaceDescriptor
{
    public byte Length;
    public byte DescriptorType;
    public byte Number;
    public byte Alternate;
    public byte EndpointCount;
    public byte Class;
    public byte SubClass;
    public byte Protocol;
    public byte NameIndex;
    public EndpointDescriptor* Endpoints;
    public byte* Extra;
    public int ExtraLength;
}

/// <summary>struct libusb_endpoint_descriptor.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct EndpointDescriptor
{
    public byte Length;
    public byte DescriptorType;
    public byte Address;
    public byte Attributes;
    public ushort MaxPacketSize;
    public byte Interval;
    public byte Refresh;
    public byte SynchAddress;
    public byte* Extra;
    public int ExtraLength;
}
