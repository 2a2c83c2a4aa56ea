namespace FpgaSeg.HostDriver.Discovery;

/// <summary>Something that is plugged in and that a transport could reach.</summary>
/// <param name="Device">The URL for --device; null when it cannot carry the link.</param>
/// <param name="Kind">"serial", "usb" or "ftdi": the transport.</param>
/// <param name="Title">What it is, for people.</param>
/// <param name="Path">Its file: /dev/ttyUSB1, /dev/bus/usb/001/004.</param>
/// <param name="UsbId">VID:PID; null for a port that is not on USB.</param>
/// <param name="Serial">Serial number of the USB device.</param>
/// <param name="Driver">Driver of the system that serves it.</param>
/// <param name="IsAccessible">Whether this user may open it.</param>
/// <param name="Cure">What to do when not.</param>
public sealed record AttachedDevice(
    string? Device, string Kind, string Title, string Path, string? UsbId, string? Serial, string? Driver, bool IsAccessible, string? Cure);
