using System.Globalization;

namespace FpgaSeg.HostDriver.Discovery;

/// <summary>A USB device in sysfs.</summary>
/// <param name="path">Its folder: the one with idVendor.</param>
internal sealed class UsbFolder(string path)
{
    private const int HubClass = 9;
    private const int VendorClass = 0xFF;

    public int Vendor { get; } = Sysfs.Hex(path, "idVendor");

    public int Product { get; } = Sysfs.Hex(path, "idProduct");

    public string? Manufacturer { get; } = Sysfs.Text(path, "manufacturer");

    public string? Serial { get; } = Sysfs.Text(path, "serial");

    public string Id => $"{Vendor:x4}:{Product:x4}";

    public bool IsHub => Sysfs.Hex(path, "bDeviceClass") == HubClass;

    public string Title => KnownChips.TitleOf(Vendor, Product, Manufacturer, Sysfs.Text(path, "product"));

    /// <summary>The file that programs open to reach it.</summary>
    public string Node => $"/dev/bus/usb/{Number("busnum"):D3}/{Number("devnum"):D3}";

    /// <summary>Whether it is a folder of a device at all, not one of an interface.</summary>
    public static bool IsDevice(string folder) => File.Exists(Path.Combine(folder, "idVendor"));

    /// <summary>Whether an interface of the vendor class that no driver serves has a bulk endpoint each way.</summary>
    public bool HasFreeBulkPair => Directory.EnumerateDirectories(path).Any(folder =>
        Sysfs.Hex(folder, "bInterfaceClass") == VendorClass && Sysfs.DriverOf(folder) is null && HasBulkPair(folder));

    private static bool HasBulkPair(string folder)
    {
        var bulk = Directory.EnumerateDirectories(folder, "ep_*").Where(e => Sysfs.Text(e, "type") == "Bulk").Select(e => Sysfs.Text(e, "direction")).ToArray();
        return bulk.Contains("in") && bulk.Contains("out");
    }

    private int Number(string name) => int.TryParse(Sysfs.Text(path, name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;
}
