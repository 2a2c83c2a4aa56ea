using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.HostDriver.Transports.Usb;

/// <summary>The errors of reaching a USB device: FS4112 to FS4118 (docs/diagnostics/device.md).</summary>
internal static class UsbErrors
{
    /// <summary>The rule that gives everyone at the seat the boards; under hw/udev.</summary>
    public const string RuleFile = "hw/udev/70-fpgaseg.rules";

    /// <summary>Why a pipe whose device left the bus is closed.</summary>
    public const string Unplugged = "it was unplugged or switched off";

    public static Diagnostic NotFound(UsbTarget target, IReadOnlyCollection<string> present) => new(
        "FS4112",
        $"There is no USB device {target}.",
        Why: present.Count == 0 ? "the bus shows no device at all." : $"the bus shows these: {string.Join(", ", present)}.",
        Try: "plug the board in, or correct the numbers; 'fpgaseg devices' says what each device is.");

    public static Diagnostic PermissionDenied(UsbTarget target) => new(
        "FS4113",
        $"USB device {target} may not be opened by this user.",
        Why: $"no udev rule gives it to users; FpgaSeg ships one: {RuleFile}.",
        Try: $"run 'sudo cp {RuleFile} /etc/udev/rules.d/ && sudo udevadm control --reload' and plug the board in again.");

    public static Diagnostic Busy(UsbTarget target, int number) => new(
        "FS4114",
        $"Interface {number} of USB device {target} is in use by another program.",
        Why: "a board has one host; the interface is claimed exclusively.",
        Try: "close the other program.");

    public static Diagnostic NoLibrary() => new(
        "FS4115",
        "USB devices cannot be reached: libusb-1.0 is not installed.",
        Why: "the USB transport is built on it.",
        Try: "run 'sudo apt-get install -y libusb-1.0-0', or on other systems install libusb 1.0.");

    public static Diagnostic NoBulkPair(UsbTarget target, IReadOnlyList<UsbInterface> interfaces) => new(
        "FS4116",
        $"USB device {target} has no bulk pair{Asked(target)}.",
        Why: $"the link needs one bulk endpoint each way; the device has {Describe(interfaces)}.",
        Try: "name interface, in and out as the device has them, or leave them out.");

    public static Diagnostic OpenFailed(UsbTarget target, string step, string reason) => new(
        "FS4117",
        $"USB device {target} cannot be used: {step} failed with '{reason}'.",
        Why: "the system or the device refused it.",
        Try: "unplug the board, plug it in again and look at 'dmesg | tail'.");

    public static Diagnostic Ambiguous(UsbTarget target, IReadOnlyCollection<string> serials) => new(
        "FS4118",
        $"Several USB devices are {target}.",
        Why: $"their serial numbers: {string.Join(", ", serials)}.",
        Try: "name one: add its serial number to the device.");

    private static string Asked(UsbTarget target)
    {
        var asked = new[]
        {
            target.Interface is { } number ? $"interface {number}" : null,
            target.In is { } input ? $"in 0x{input:x2}" : null,
            target.Out is { } output ? $"out 0x{output:x2}" : null,
        }.OfType<string>().ToArray();
        return asked.Length == 0 ? "" : $" as asked for ({string.Join(", ", asked)})";
    }

    private static string Describe(IReadOnlyList<UsbInterface> interfaces) => interfaces.Count == 0 ? "no interface" : string.Join(
        "; ", interfaces.Select(i => $"interface {i.Number} with {string.Join(", ", i.Endpoints.Select(e => $"0x{e.Address:x2}{(e.IsBulk ? " bulk" : "")}"))}"));
}
