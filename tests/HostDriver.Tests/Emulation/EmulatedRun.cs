using System.Collections.Frozen;
using System.Diagnostics;
using System.Text.Json;

namespace FpgaSeg.HostDriver.Tests.Emulation;

/// <summary>Builds the emulated port and runs every case under it, once.</summary>
public sealed class EmulatedRun
{
    private const string Preload = "libumockdev-preload.so.0";
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(8);
    private readonly FrozenDictionary<string, string?> _failures = FrozenDictionary<string, string?>.Empty;
    private readonly string _errors = "";

    public EmulatedRun()
    {
        if (!OperatingSystem.IsLinux() || !Succeeds("pkg-config", "--exists", "umockdev-1.0") || !Succeeds("gcc", "--version") || !Succeeds("make", "--version"))
        {
            SkipReason = "The emulated USB port needs Linux, libumockdev-dev, pkg-config, gcc and make.";
            return;
        }

        var folder = Path.Combine(AppContext.BaseDirectory, "virtual-usb");
        var (status, _, errors) = Run("make", null, "-s", "-C", Path.Combine(Root(), "sim", "usb"), $"OUT={folder}");
        Assert.True(status == 0, errors);
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var (_, output, messages) = Run(Path.Combine(folder, "virtual_usb"), Preload, host, typeof(EmulatedRun).Assembly.Location);
        _errors = messages;
        _failures = output.Split('\n').Where(l => l.StartsWith('{')).Select(l => JsonSerializer.Deserialize<EmulatedOutcome>(l)!)
            .ToFrozenDictionary(o => o.Name, o => o.Failure, StringComparer.Ordinal);
    }

    /// <summary>Why nothing was run.</summary>
    public string? SkipReason { get; }

    /// <summary>Fails as the case did.</summary>
    public void Check(string name)
    {
        Assert.True(_failures.TryGetValue(name, out var failure), $"{name} did not end. {_errors}");
        Assert.True(failure is null, failure);
    }

    private static bool Succeeds(string tool, params string[] arguments)
    {
        try
        {
            return Run(tool, null, arguments).Status == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static (int Status, string Output, string Errors) Run(string tool, string? preload, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        if (preload is not null)
            start.Environment["LD_PRELOAD"] = preload;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(Deadline))
            process.Kill(entireProcessTree: true);
        return (process.WaitForExit(Deadline) ? process.ExitCode : -1, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "FpgaSeg.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no FpgaSeg.sln above the tests");
        return folder;
    }
}
