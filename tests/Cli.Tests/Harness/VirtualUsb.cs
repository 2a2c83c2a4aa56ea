using System.Diagnostics;

namespace FpgaSeg.Cli.Tests.Harness;

/// <summary>The program on a machine with one more USB port, in which a device of sim/usb is plugged.</summary>
internal static class VirtualUsb
{
    /// <summary>Built once, by whichever test comes first.</summary>
    private static readonly Lazy<string> Emulator = new(Build);

    /// <summary>Null, or why there can be no such port.</summary>
    public static string? SkipReason =>
        OperatingSystem.IsLinux() && Exists("pkg-config", "--exists", "umockdev-1.0") && Exists("gcc", "--version") && Exists("make", "--version")
            ? null
            : "The emulated USB port needs Linux, libumockdev-dev, pkg-config, gcc and make.";

    /// <summary>Runs fpgaseg to the end.</summary>
    /// <param name="kind">vendor, ft2232h or ft232h.</param>
    /// <param name="boardPort">TCP port where the board behind the device listens.</param>
    /// <param name="arguments">Of fpgaseg.</param>
    public static Outcome Run(string kind, int boardPort, params string[] arguments)
    {
        using var process = Process.Start(Command(kind, boardPort, arguments))!;
        return Fpgaseg.Finish(process);
    }

    /// <summary>How to start it.</summary>
    public static ProcessStartInfo Command(string kind, int boardPort, params string[] arguments)
    {
        var fpgaseg = Fpgaseg.Command(arguments);
        fpgaseg.ArgumentList.Insert(0, fpgaseg.FileName);
        foreach (var argument in new[] { $"{boardPort}", kind, "--plug" })
            fpgaseg.ArgumentList.Insert(0, argument);
        fpgaseg.FileName = Emulator.Value;
        fpgaseg.Environment["LD_PRELOAD"] = "libumockdev-preload.so.0";
        return fpgaseg;
    }

    private static string Build()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "virtual-usb");
        using var make = Process.Start("make", ["-s", "-C", Repository.At("sim/usb"), $"OUT={folder}"]);
        make.WaitForExit();
        return Path.Combine(folder, "virtual_usb");
    }

    private static bool Exists(string tool, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(tool, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
