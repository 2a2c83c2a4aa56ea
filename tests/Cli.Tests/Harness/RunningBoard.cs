using System.Diagnostics;
using System.Text.Json;

namespace FpgaSeg.Cli.Tests.Harness;

/// <summary>fpgaseg virtual-board as a process, from the moment that it is ready.</summary>
internal sealed class RunningBoard : IDisposable
{
    private readonly Process _process;
    private bool _isOff;

    private RunningBoard(Process process, string json)
    {
        (_process, Json) = (process, json);
        Device = JsonDocument.Parse(json).RootElement.GetProperty("device").GetString()!;
    }

    /// <summary>What it printed when it was ready.</summary>
    public string Json { get; }

    /// <summary>The URL for --device.</summary>
    public string Device { get; }

    /// <summary>Of a board on TCP: its port.</summary>
    public int TcpPort => int.Parse(Device.Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture);

    public static RunningBoard Start(string build, params string[] options) => Await(Fpgaseg.Start(["virtual-board", build, "--uart", "--json", .. options]));

    /// <summary>On a free TCP port.</summary>
    public static RunningBoard StartTcp(string build) => Await(Fpgaseg.Start("virtual-board", build, "--tcp", "0", "--json"));

    private static RunningBoard Await(Process process)
    {
        var errors = process.StandardError.ReadToEndAsync();
        if (process.StandardOutput.ReadLine() is { } line)
            return new RunningBoard(process, line);
        process.WaitForExit();
        throw new InvalidOperationException($"The board ended with {process.ExitCode}: {errors.GetAwaiter().GetResult()}");
    }

    /// <summary>Stops it in order, by SIGTERM (a test run in the background ignores SIGINT, and so do its children); returns its exit code.</summary>
    public int Interrupt()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            kill.WaitForExit();
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <summary>Ends it as a power cut does; a second time does nothing.</summary>
    public void Dispose()
    {
        if (_isOff)
            return;
        _isOff = true;
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
