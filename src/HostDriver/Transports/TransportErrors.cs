using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.HostDriver.Transports;

/// <summary>The errors of reaching a device: FS41xx (docs/diagnostics/device.md).</summary>
public static class TransportErrors
{
    private static string Forms => $"{string.Join(", ", TransportCatalogue.All.SkipLast(1).Select(t => t.Example))} or {TransportCatalogue.All[^1].Example}";

    /// <summary>Whether the user's URL is wrong, as opposed to the device behind it.</summary>
    public static bool IsUsage(Diagnostic error) => error.Code is "FS4101" or "FS4102";

    public static Diagnostic BadUrl(string text, string reason) => new(
        "FS4101", $"'{text}' is not a device: {reason}.", Why: "a device is scheme:target?option=value.", Try: $"write {Forms}.");

    public static Diagnostic UnknownScheme(DeviceUrl url) => new(
        "FS4101",
        $"'{url.Text}' is not a device: there is no transport '{url.Scheme}'.",
        Why: "a device is scheme:target?option=value.",
        Try: $"write {Forms}.");

    public static Diagnostic BadOption(DeviceUrl url, string name, string value, string rule) => new(
        "FS4102", $"Device option '{name}={value}' cannot be used.", At: url.Text, Why: rule, Try: "correct the option or leave it out.");

    public static Diagnostic NoSuchPort(string path, IReadOnlyCollection<string> present) => new(
        "FS4103",
        $"Serial port {path} does not exist.",
        Why: present.Count == 0 ? "the system shows no serial port at all." : $"the system shows these: {string.Join(", ", present)}.",
        Try: "plug the board in, or correct the path; 'dmesg | tail' names the port of an adapter that was just plugged in.");

    public static Diagnostic PermissionDenied(string path) => new(
        "FS4104",
        $"Serial port {path} may not be opened by this user.",
        Why: "on Debian serial ports belong to the group dialout.",
        Try: "run 'sudo usermod -aG dialout $USER' and log in again.");

    public static Diagnostic PortBusy(string path) => new(
        "FS4105",
        $"Serial port {path} is in use by another program.",
        Why: "a board has one host; the port is opened exclusively.",
        Try: $"close the other program; 'fuser {path}' names it.");

    public static Diagnostic NotSerial(string path) => new(
        "FS4106",
        $"{path} is not a serial port.",
        Why: "it is not a terminal device.",
        Try: "name a device such as /dev/ttyUSB0 or /dev/ttyACM0.");

    public static Diagnostic SettingsRefused(string path, int baud, string reason) => new(
        "FS4107",
        $"Serial port {path} refuses {baud} baud, 8N1: {reason}.",
        Why: "the adapter or its driver cannot make this rate.",
        Try: "choose a baud that the adapter's data sheet lists.");

    public static Diagnostic LineClosed(string device, string reason) => new(
        "FS4108",
        $"The board is gone: {reason}.",
        At: device,
        Why: "the line was closed while it was in use: unplugged, switched off, or the virtual board ended.",
        Try: "plug the board in and run the command again; masks that were written are whole, and stream --resume leaves them out.");

    public static Diagnostic CannotConnect(string endPoint, string reason, bool isKnownHost = true) => new(
        "FS4109",
        $"No connection to {endPoint}: {reason}.",
        Why: isKnownHost ? "nothing there accepts TCP connections." : "no machine of this name is known here.",
        Try: "start 'fpgaseg virtual-board build/ --tcp PORT' there, or correct host and port.");

    public static Diagnostic OpenFailed(string path, string reason) => new(
        "FS4110",
        $"Serial port {path} cannot be opened: {reason}.",
        Why: "the system refused it.",
        Try: "unplug the board, plug it in again and look at 'dmesg | tail'.");

    public static Diagnostic NoSerialHere(string system) => new(
        "FS4111",
        $"This build has no serial transport for {system}.",
        Why: "outside Linux it needs the package System.IO.Ports, which the feed did not have when FpgaSeg was built.",
        Try: "build with a feed that carries System.IO.Ports, or reach the board through tcp:.");
}
