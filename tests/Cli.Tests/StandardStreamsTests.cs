using System.Diagnostics;
using FpgaSeg.Cli.Tests.Harness;

namespace FpgaSeg.Cli.Tests;

/// <summary>Output that leads to a full disk: /dev/full fails like one.</summary>
public sealed class StandardStreamsTests
{
    private const string Full = "/dev/full";

    [SkippableTheory]
    [InlineData("boards")]
    [InlineData("boards", "--json")]
    [InlineData("--help")]
    public void A_full_disk_under_standard_output_is_FS1914(params string[] arguments)
    {
        Skip.IfNot(File.Exists(Full), "/dev/full is not here.");
        Refusal.Check(Run(">" + Full, arguments), 2, "FS1914");
    }

    [SkippableFact]
    public void A_full_disk_under_standard_error_leaves_the_exit_code()
    {
        Skip.IfNot(File.Exists(Full), "/dev/full is not here.");
        Assert.Equal(2, Run("2>" + Full, "boards", "--no-such-option").Status);
        Assert.Equal(0, Run("2>" + Full, "boards").Status);
    }

    [SkippableFact]
    public void A_bug_whose_trace_has_no_room_is_said_all_the_same()
    {
        Skip.IfNot(File.Exists(Full), "/dev/full is not here.");
        Assert.False(BugReport.TrySave(new IndexOutOfRangeException(), Full));
    }

    private static Outcome Run(string redirection, params string[] arguments)
    {
        var command = Fpgaseg.Command(arguments);
        foreach (var argument in new[] { command.FileName, $"exec \"$0\" \"$@\" {redirection}", "-c" })
            command.ArgumentList.Insert(0, argument);
        command.FileName = "sh";
        using var process = Process.Start(command)!;
        return Fpgaseg.Finish(process);
    }
}
