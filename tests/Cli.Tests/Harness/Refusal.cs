using System.Text.RegularExpressions;

namespace FpgaSeg.Cli.Tests.Harness;

/// <summary>What every refusal has in common.</summary>
internal static partial class Refusal
{
    /// <summary>The exit code, the coded sentence on standard error, nothing on standard output, no stack trace.</summary>
    public static void Check(Outcome outcome, int status, string code)
    {
        Assert.True(outcome.Status == status, $"exit code {outcome.Status}, not {status}: {outcome.Errors}");
        Assert.Matches(Sentence(), outcome.Errors);
        Assert.Contains($"error {code}: ", outcome.Errors, StringComparison.Ordinal);
        Assert.DoesNotMatch(StackTrace(), outcome.Errors);
        Assert.DoesNotContain("error", outcome.Output, StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"^error FS\d{4}: [^\r\n]+", RegexOptions.NonBacktracking)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"^   at ", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex StackTrace();
}
