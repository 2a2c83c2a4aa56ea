namespace FpgaSeg.HostDriver.Tests.Discovery;

/// <summary>A folder that looks like /sys and /dev of a machine, as Linux lays them out.</summary>
internal sealed class MachineFolder : IDisposable
{
    private const string Hub = "/sys/devices/pci0000:00/0000:00:14.0/usb1";

    public string Root { get; } = Directory.CreateTempSubdirectory("fpgaseg-machine-").FullName;

    /// <summary>Adds a USB device; returns its folder.</summary>
    public string AddUsb(string name, int number, string id, string? manufacturer, string? product, string? serial, string deviceClass = "00")
    {
        var folder = $"{Hub}/{name}";
        Write($"{folder}/idVendor", id[..4]);
        Write($"{folder}/idProduct", id[5..]);
        Write($"{folder}/bDeviceClass", deviceClass);
        Write($"{folder}/busnum", "1");
        Write($"{folder}/devnum", $"{number}");
        foreach (var (attribute, text) in new[] { ("manufacturer", manufacturer), ("product", product), ("serial", serial) })
        {
            if (text is not null)
                Write($"{folder}/{attribute}", text);
        }

        Link($"/sys/bus/usb/devices/{name}", folder);
        return folder;
    }

    /// <summary>Adds an interface with endpoints such as "81 in Bulk"; returns its folder.</summary>
    public string AddInterface(string device, int number, string interfaceClass, string? driver, params string[] endpoints)
    {
        var folder = $"{device}/{Path.GetFileName(device)}:1.{number}";
        Write($"{folder}/bInterfaceNumber", $"{number:x2}");
        Write($"{folder}/bInterfaceClass", interfaceClass);
        foreach (var endpoint in endpoints.Select(e => e.Split(' ')))
        {
            Write($"{folder}/ep_{endpoint[0]}/direction", endpoint[1]);
            Write($"{folder}/ep_{endpoint[0]}/type", endpoint[2]);
        }

        if (driver is not null)
            Link($"{folder}/driver", $"/sys/bus/usb/drivers/{driver}");
        Link($"/sys/bus/usb/devices/{Path.GetFileName(folder)}", folder);
        return folder;
    }

    /// <summary>Adds the port of a USB-serial driver, which hangs one folder below its interface.</summary>
    public void AddUsbSerial(string parent, string name, string driver)
    {
        Link($"{parent}/{name}/driver", $"/sys/bus/usb-serial/drivers/{driver}");
        AddTty($"{parent}/{name}", name);
    }

    /// <summary>Adds a port right below a device.</summary>
    public void AddTty(string parent, string name)
    {
        Write($"{parent}/tty/{name}/dev", "188:0");
        Link($"/sys/class/tty/{name}", $"{parent}/tty/{name}");
        Write($"/dev/{name}", "");
    }

    public void AddById(string id, string name) => Link($"/dev/serial/by-id/{id}", $"/dev/{name}");

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private string At(string path) => Path.Combine(Root, path.TrimStart('/'));

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text + "\n");
    }

    private void Link(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.CreateSymbolicLink(At(path), Path.GetRelativePath(Path.GetDirectoryName(At(path))!, At(target)));
    }
}
