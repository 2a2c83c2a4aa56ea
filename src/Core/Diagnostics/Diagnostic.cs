using System.Text;

namespace FpgaSeg.Core.Diagnostics;

/// <summary>
/// One error as the user sees it: a sentence with a place, the values and a cure, under a stable code.
/// FS1xxx import and files, FS2xxx graph and quantizer, FS3xxx generation, FS4xxx device and protocol, FS5xxx verification.
/// </summary>
/// <param name="Code">Stable code, listed in docs/diagnostics.md.</param>
/// <param name="Message">What is wrong, with the values.</param>
/// <param name="At">Where: file, node, frame.</param>
/// <param name="Why">The rule that was broken.</param>
/// <param name="Try">What the user can do.</param>
public sealed record Diagnostic(string Code, string Message, string? At = null, string? Why = null, string? Try = null)
{
    /// <summary>The text of the error: the sentence, then one indented line each for the place, the reason and the cure.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"error {Code}: {Printable(Message)}");
        Append(text, "at", At);
        Append(text, "why", Why);
        Append(text, "try", Try);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string label, string? value)
    {
        if (value is null)
            return;
        var continuation = "\n" + new string(' ', 8);
        text.Append("\n  ").Append(label.PadRight(6)).Append(Printable(value).Replace("\n", continuation, StringComparison.Ordinal));
    }

    /// <summary>Text that quotes a file may hold control characters; they must not reach the user's terminal.</summary>
    private static string Printable(string text)
    {
        var lines = text.ReplaceLineEndings("\n");
        return lines.Any(IsHidden) ? string.Concat(lines.Select(c => IsHidden(c) ? '?' : c)) : lines;
    }

    private static bool IsHidden(char c) => char.IsControl(c) && c != '\n';
}
