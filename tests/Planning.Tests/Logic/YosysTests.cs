using System.Diagnostics;

namespace FpgaSeg.Planning.Tests.Logic;

/// <summary>Some of the measurements made again.</summary>
public sealed class YosysTests
{
    private const string SameVersion = "Yosys 0.23 ";

    [SkippableFact]
    public void Committed_counts_are_measured_again()
    {
        var version = Run("yosys", "-V");
        Skip.If(version is null, "Yosys is not installed: apt install yosys");
        Skip.IfNot(version.StartsWith(SameVersion, StringComparison.Ordinal), $"the counts are those of {SameVersion.Trim()}; here is {version.Trim()}");
        var result = Run("/usr/bin/python3", Path.Combine(Root(), "eng/logic-model/measure.py"), "--check", "70");
        Skip.If(result is null || result.Contains("ModuleNotFoundError", StringComparison.Ordinal), "Python with numpy is not installed: apt install python3-numpy");
        Assert.EndsWith(" 0 differ", result.TrimEnd(), StringComparison.Ordinal);
    }

    private static string? Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return output.Length > 0 ? output : errors.GetAwaiter().GetResult();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FpgaSeg.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("FpgaSeg.sln is in no folder above the tests.");
    }
}
