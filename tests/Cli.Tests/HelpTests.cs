using FpgaSeg.Cli.Tests.Harness;

namespace FpgaSeg.Cli.Tests;

/// <summary>--help of the program and of every command.</summary>
public sealed class HelpTests
{
    private static readonly string[] Commands = ["quantize", "simulate", "evaluate", "profile", "inspect", "check", "export", "plan", "boards", "gen-hls", "build", "program", "devices", "virtual-board", "stream", "verify", "demo"];

    public static TheoryData<string> Names => [.. Commands];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_command_shows_usage_options_and_examples(string command)
    {
        var help = Fpgaseg.Succeed(command, "--help");
        Assert.Contains($"fpgaseg {command}", help, StringComparison.Ordinal);
        Assert.Contains("Usage:", help, StringComparison.Ordinal);
        Assert.Contains("--json", help, StringComparison.Ordinal);
        var examples = help[help.IndexOf("Examples:", StringComparison.Ordinal)..];
        Assert.Contains($"  fpgaseg {command}", examples, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData]
    public void The_program_lists_its_commands(params string[] arguments)
    {
        var help = Fpgaseg.Succeed(arguments);
        Assert.All(Commands, c => Assert.Contains($"  {c} ", help, StringComparison.Ordinal));
    }
}
