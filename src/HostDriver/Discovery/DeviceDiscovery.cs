using FpgaSeg.HostDriver.Transports.Usb;

namespace FpgaSeg.HostDriver.Discovery;

/// <summary>What is plugged in.</summary>
public static class DeviceDiscovery
{
    /// <summary>Every device that a transport could reach. Outside Linux the system's serial ports and, where libusb is installed, the numbers of USB devices.</summary>
    public static IReadOnlyList<AttachedDevice> List() => OperatingSystem.IsLinux() ? new LinuxDevices().List() : [.. Ports(), .. UsbNumbers()];

    private static IEnumerable<AttachedDevice> Ports()
    {
#if HAS_SYSTEM_IO_PORTS
        return System.IO.Ports.SerialPort.GetPortNames().Order(StringComparer.Ordinal)
            .Select(p => new AttachedDevice($"serial:{p}?baud=3000000", "serial", "serial port", p, null, null, null, true, null));
#else
        return [];
#endif
    }

    private static IEnumerable<AttachedDevice> UsbNumbers()
    {
        var bus = UsbBus.Open(new UsbTarget(0, [], null));
        if (!bus.IsOk)
            return [];
        using var devices = bus.Value;
        return [.. devices.Present.Select(id => new AttachedDevice($"usb:{id}", "usb", "USB device", id, id, null, null, true, null))];
    }
}
