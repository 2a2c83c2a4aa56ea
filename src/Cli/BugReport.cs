using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Cli;

/// <summary>FS1900: an exception that nobody expected.</summary>
internal static class BugReport
{
    /// <summary>Prints one sentence; the stack trace goes to a file, for the report, or before the sentence where no file can be written.</summary>
    public static int Print(Exception bug)
    {
        var trace = Path.Combine(Path.GetTempPath(), "fpgaseg-bug.txt");
        var isSaved = TrySave(bug, trace);
        if (!isSaved)
            Console.Error.WriteLine(bug);
        Console.Error.WriteLine(Describe(bug, isSaved ? $"the file {trace}" : "the lines above"));
        return ExitCode.Bug;
    }

    /// <summary>False where the disk is full, or the folder not ours.</summary>
    internal static bool TrySave(Exception bug, string path)
    {
        try
        {
            File.WriteAllText(path, bug.ToString());
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The sentence.</summary>
    public static Diagnostic Describe(Exception bug, string trace) => new(
        "FS1900",
        $"This is a bug in fpgaseg: {bug.Message.TrimEnd('.')}.",
        bug.TargetSite is { } site ? $"{site.DeclaringType?.FullName}.{site.Name}" : null,
        null,
        $"please report it with the command line and {trace}.");
}
