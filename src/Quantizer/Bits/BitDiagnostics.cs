using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Quantizer.Bits;

/// <summary>What is wrong with widths and budgets that were asked for.</summary>
internal static class BitDiagnostics
{
    public static Diagnostic Override(string text) => new(
        "FS2105",
        $"'{text}' gives no widths.",
        null,
        "an override is PATTERN=wNaMsK, of which any part may be left out: weights N from 2 to 8, activations M from 4 to 8, stored copies of long skips K from 2 to 8; '*' in the pattern stands for any text.",
        "write for example --bits 'enc.0*=w4a8'.");

    public static Diagnostic UnusedOverride(string pattern, IEnumerable<string> names) => new(
        "FS2106",
        $"No operator matches '{pattern}'.",
        null,
        $"operators are named as in the model, for example {string.Join(", ", names.Take(3).Select(n => $"'{n}'"))}.",
        "see the names that fpgaseg quantize prints; '*' stands for any text.");

    public static Diagnostic UnusedSkipOverride(string pattern, IReadOnlyList<string> skips) => new(
        "FS2106",
        $"No long skip matches '{pattern}'.",
        null,
        skips.Count == 0 ? "the network has no long skip." : $"the long skips are {string.Join(", ", skips.Select(n => $"'{n}'"))}.",
        skips.Count == 0 ? "leave the s out." : "name one of them; '*' stands for any text.");

    public static Diagnostic BudgetSyntax(string text) => new(
        "FS2107",
        $"'{text}' is no budget.",
        null,
        "a budget is weights=SIZE or skips=SIZE; SIZE is a number of bytes, or of KiB or MiB with that suffix.",
        "write for example --budget weights=24KiB --budget skips=200KiB.");

    public static Diagnostic OutOfReach(string what, long smallest, long budget) => new(
        "FS2108",
        $"The {what} need {smallest:N0} bytes at their smallest widths; the budget is {budget:N0}.",
        null,
        "neither weights nor skips are ever narrower than 2 bits.",
        "raise the budget, or shrink the network.");

    public static Diagnostic Widths(string what, int bits, int low, int high) => new(
        "FS2109",
        $"{what} cannot have {bits} bits.",
        null,
        $"{low} to {high} bits are possible.",
        null);
}
