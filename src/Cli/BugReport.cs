using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Cli;

/// <summary>FS1900: an exception that nobody expected.</summary>
internal static class BugReport
{
    /// <summary>Prints one sentence; the stack trace goes to a file, for the report.</summary>
    public static int Print(Exception bug)
    {
        var trace = Path.Combine(Path.GetTempPath(), "fpgaseg-bug.txt");
        File.WriteAllText(trace, bug.ToString());
        Console.Error.WriteLine(Describe(bug, trace));
        return ExitCode.Bug;
    }

    /// <summary>The sentence.</summary>
    public static Diagnostic Describe(Exception bug, string trace) => new(
        "FS1900",
        $"This is a bug in fpgaseg: {bug.Message.TrimEnd('.')}.",
        bug.TargetSite is { } site ? $"{site.DeclaringType?.FullName}.{site.Name}" : null,
        null,
        $"please report it with the command line and the file {trace}.");
}
