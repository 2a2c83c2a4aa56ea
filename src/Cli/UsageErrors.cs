using System.CommandLine;
using System.CommandLine.Parsing;
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
        return CommandOutput.Fail(parsed.Errors.Select(e => Of(Sentence(e), help)));
    }

    // The parser's own sentence for a value of the wrong kind names a type of ours.
    private static string Sentence(ParseError error)
    {
        var (name, type) = error.SymbolResult switch
        {
            OptionResult { Option: var option } => (option.Name, option.ValueType),
            ArgumentResult { Parent: OptionResult { Option: var option } } => (option.Name, option.ValueType),
            ArgumentResult { Argument: var argument } => (argument.Name, argument.ValueType),
            _ => ("", typeof(string)),
        };
        var kind = Nullable.GetUnderlyingType(type) ?? type;
        return error.SymbolResult?.Tokens is [{ Value: var value }] && error.Message.StartsWith("Cannot parse", StringComparison.Ordinal) && Choices(kind) is { } choices
            ? $"'{value}' is no value of {name}, which takes {choices}."
            : error.Message;
    }

    private static string? Choices(Type type) => type.IsEnum ? string.Join(", ", Enum.GetNames(type).Select(n => n.ToLowerInvariant()))
        : type == typeof(int) ? "a whole number"
        : type == typeof(double) ? "a number"
        : null;

    /// <summary>One complaint.</summary>
    public static Diagnostic Of(string message, string cure) => new("FS1901", message, "command line", null, cure);
}
