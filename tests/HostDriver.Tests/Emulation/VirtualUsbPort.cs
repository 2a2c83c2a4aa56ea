using System.Globalization;
using System.Net.Sockets;

namespace FpgaSeg.HostDriver.Tests.Emulation;

/// <summary>The USB port that sim/usb adds to the machine of its child process: plugs devices in and out.</summary>
internal static class VirtualUsbPort
{
    private const string Variable = "VIRTUAL_USB_CONTROL";

    /// <summary>Plugs in a device whose endpoints lead to the board that listens on a TCP port.</summary>
    public static void Plug(string kind, string serial, int boardPort) => Command($"plug {kind} {serial} {boardPort}");

    public static void Unplug() => Command("unplug");

    /// <summary>Sends one command and returns its answer.</summary>
    public static string Command(string line)
    {
        var port = int.Parse(Environment.GetEnvironmentVariable(Variable)!, CultureInfo.InvariantCulture);
        using var client = new TcpClient("127.0.0.1", port);
        using var stream = client.GetStream();
        using var writer = new StreamWriter(stream) { AutoFlush = true };
        using var reader = new StreamReader(stream);
        writer.Write(line + "\n");
        return reader.ReadLine() ?? throw new IOException("The emulated device is gone.");
    }
}
