using System.Diagnostics;

namespace FpgaSeg.Rtl.Tests;

/// <summary>Every bench of hw/rtl that sim/rtl/run.sh lists, a row each. A bench whose tools are missing is skipped.</summary>
public sealed class BenchTests
{
    private const int ToolMissing = 77;
    private static readonly string Script = Path.Combine(Root(), "sim", "rtl", "run.sh");

    public static TheoryData<string> Names()
    {
        var (_, output) = Run("--list");
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void Bench_passes(string name)
    {
        var (status, output) = Run(name);
        Skip.If(status == ToolMissing, output);
        Assert.True(status == 0, output);
    }

    private static (int Status, string Output) Run(string argument)
    {
        var start = new ProcessStartInfo("bash", [Script, argument]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FpgaSeg.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("FpgaSeg.sln is in no folder above the tests.");
    }
}
