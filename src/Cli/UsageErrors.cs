using System.CommandLine;
using FpgaSeg.Cli.Output;
using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Cli;

/// <summary>FS1901: the command line itself is wrong.</summary>
internal static class UsageErrors
{
    /// <summary>Prints every complaint of the parser with the command's help as the cure.</summary>
    public static int Report(ParseResult parsed)
    {
        var names = new List<string>();
        for (var result = parsed.CommandResult; result is not null; result = result.Parent as System.CommandLine.Parsing.CommandResult)
            names.Insert(0, result.Command is RootCommand ? "fpgaseg" : result.Command.Name);
        var help = $"{string.Join(' ', names)} --help shows what it takes, with examples.";
        return CommandOutput.Fail(parsed.Errors.Select(e => Of(e.Message, help)));
    }

    /// <summary>One complaint.</summary>
    public static Diagnostic Of(string message, string cure) => new("FS1901", message, "command line", null, cure);
}
