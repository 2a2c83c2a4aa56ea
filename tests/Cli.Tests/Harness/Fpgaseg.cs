using System.Diagnostics;
using System.Text;

namespace FpgaSeg.Cli.Tests.Harness;

/// <summary>How a run of the program ended.</summary>
internal sealed record Outcome(int Status, string Output, string Errors);

/// <summary>The real program as a process of its own.</summary>
internal static class Fpgaseg
{
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "fpgaseg.dll");

    public static Process Start(params string[] arguments) => Process.Start(Command(arguments))!;

    /// <summary>How to start it.</summary>
    public static ProcessStartInfo Command(params string[] arguments) =>
        new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Assembly, .. arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    /// <summary>Runs to the end.</summary>
    public static Outcome Run(params string[] arguments)
    {
        using var process = Start(arguments);
        return Finish(process);
    }

    /// <summary>Waits for a started program and reads all it says.</summary>
    public static Outcome Finish(Process process)
    {
        var errors = new StringBuilder();
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Outcome(process.ExitCode, output, errors.ToString().TrimEnd());
    }

    /// <summary>Runs a command that must succeed.</summary>
    public static string Succeed(params string[] arguments)
    {
        var (status, output, errors) = Run(arguments);
        Assert.True(status == 0, $"fpgaseg {string.Join(' ', arguments)} ended with {status}:\n{errors}\n{output}");
        return output;
    }
}
