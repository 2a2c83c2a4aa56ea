using FpgaSeg.Core.Pipes.Posix;
using FpgaSeg.HostDriver.Transports.Usb;

namespace FpgaSeg.HostDriver.Discovery;

/// <summary>What is plugged into a Linux machine, from sysfs alone: nothing is opened and nothing disturbed.</summary>
internal sealed class LinuxDevices
{
    private const int DefaultBaud = 3_000_000;
    private const string GroupCure = "sudo usermod -aG dialout $USER, then log in again";
    private const string RuleCure = $"sudo cp {UsbErrors.RuleFile} /etc/udev/rules.d/ && sudo udevadm control --reload, then plug it in again";
    private static readonly string[] PortPatterns = ["ttyUSB*", "ttyACM*", "ttyAMA*"];
    private readonly Sysfs _sysfs;
    private readonly Func<string, bool> _mayOpen;
    private readonly Dictionary<string, string> _namesById;

    /// <param name="root">"/", or a folder that stands for it.</param>
    /// <param name="mayOpen">Whether this user may open a file of the system; null asks the system.</param>
    public LinuxDevices(string root = "/", Func<string, bool>? mayOpen = null)
    {
        (_sysfs, _mayOpen) = (new Sysfs(root), mayOpen ?? LibC.MayReadAndWrite);
        _namesById = _sysfs.Entries("/dev/serial/by-id").DistinctBy(Sysfs.Resolve, StringComparer.Ordinal)
            .ToDictionary(e => Path.GetFileName(Sysfs.Resolve(e)), e => $"/dev/serial/by-id/{Path.GetFileName(e)}", StringComparer.Ordinal);
    }

    /// <summary>Serial ports first, then USB devices.</summary>
    public IReadOnlyList<AttachedDevice> List() => [.. PortPatterns.SelectMany(p => _sysfs.Entries("/sys/class/tty", p)).Select(PortOf), .. UsbDevices()];

    private AttachedDevice PortOf(string entry)
    {
        var name = Path.GetFileName(entry);
        var above = _sysfs.Upwards(Sysfs.Resolve(entry)).ToArray();
        var usb = above.FirstOrDefault(UsbFolder.IsDevice) is { } folder ? new UsbFolder(folder) : null;
        var channel = above.Select(f => Sysfs.Hex(f, "bInterfaceNumber")).FirstOrDefault(n => n >= 0, -1);
        var path = $"/dev/{name}";
        var (title, mayOpen) = (usb?.Title ?? "serial port of the machine", _mayOpen(path));
        return new AttachedDevice(
            $"serial:{_namesById.GetValueOrDefault(name, path)}?baud={DefaultBaud}", "serial", channel > 0 ? $"{title}, channel {(char)('A' + channel)}" : title, path,
            usb?.Id, usb?.Serial, above.Select(Sysfs.DriverOf).FirstOrDefault(d => d is not null), mayOpen, mayOpen ? null : GroupCure);
    }

    private IEnumerable<AttachedDevice> UsbDevices()
    {
        foreach (var entry in _sysfs.Entries("/sys/bus/usb/devices").Where(UsbFolder.IsDevice))
        {
            var usb = new UsbFolder(entry);
            var isFifo = KnownChips.HasFifo(usb.Vendor, usb.Product) && !KnownChips.IsJtagAdapter(usb.Manufacturer);
            if (usb.IsHub || !(isFifo || usb.HasFreeBulkPair))
                continue;
            var mayOpen = _mayOpen(usb.Node);
            yield return new AttachedDevice(
                isFifo ? $"ftdi:{usb.Serial ?? "any"}" : $"usb:{usb.Id}{(usb.Serial is null ? "" : $":{usb.Serial}")}", isFifo ? "ftdi" : "usb",
                isFifo ? $"{usb.Title}: FIFO of channel A, where the EEPROM selects it" : usb.Title,
                usb.Node, usb.Id, usb.Serial, null, mayOpen, mayOpen ? null : RuleCure);
        }
    }
}
