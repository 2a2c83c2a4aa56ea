using System.Diagnostics;
using System.Globalization;
using FpgaSeg.VirtualBoard;

namespace FpgaSeg.Cli.Tests.Harness;

/// <summary>fpgaseg stream to a <see cref="SmallBoard"/> over one transport: serial, tcp, or a USB device that sim/usb emulates: vendor or ft2232h.</summary>
internal sealed class SmallStream(string transport, VirtualBoardHost board)
{
    public static TheoryData<string> Transports => ["serial", "tcp", "vendor", "ft2232h"];

    public static string? SkipReason(string transport) => transport is "serial" or "tcp" ? null : VirtualUsb.SkipReason;

    /// <summary>Its receive buffer holds less than half an image: while a mask is awaited, the next image is in mid-frame.</summary>
    public static VirtualBoardHost Board(string transport, FourthMask? fourth = null) =>
        SmallBoard.Start(fourth: fourth, tcp: transport != "serial", receiveBuffer: 4096);

    /// <summary>How to start it; Ctrl-C is at its default whatever the test runs under.</summary>
    public ProcessStartInfo Command(params string[] arguments)
    {
        var command = transport is "serial" or "tcp"
            ? Fpgaseg.Command(["stream", "--device", board.DeviceUrl, .. arguments])
            : VirtualUsb.Command(transport, int.Parse(board.Address.Split(':')[1], CultureInfo.InvariantCulture), ["stream", "--device", transport == "vendor" ? "usb:1209:0001" : "ftdi:VIRTUAL1", .. arguments]);
        command.ArgumentList.Insert(0, command.FileName);
        command.ArgumentList.Insert(0, "--default-signal=INT");
        command.FileName = "env";
        return command;
    }

    public Outcome Run(params string[] arguments)
    {
        using var process = Process.Start(Command(arguments))!;
        return Fpgaseg.Finish(process);
    }

    /// <summary>Sends the program a signal; INT is Ctrl-C.</summary>
    public static void Signal(Process process, string name)
    {
        foreach (var id in Family(process.Id))
        {
            using var kill = Process.Start("kill", [$"-{name}", $"{id}"]);
            kill.WaitForExit();
        }
    }

    // Only the program itself: the emulator around it ends when it does.
    private static IEnumerable<int> Family(int id)
    {
        var children = File.ReadAllText($"/proc/{id}/task/{id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return children.Length == 0 ? [id] : children.SelectMany(c => Family(int.Parse(c, CultureInfo.InvariantCulture)));
    }
}
