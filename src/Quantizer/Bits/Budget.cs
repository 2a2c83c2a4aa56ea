using System.Globalization;
using System.Text.RegularExpressions;
using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Quantizer.Bits;

/// <summary>What a budget limits.</summary>
public enum BudgetKind
{
    /// <summary>Bytes of all convolution weights.</summary>
    Weights,

    /// <summary>Bytes of the stored copies of all long skips.</summary>
    Skips,
}

/// <summary>A size to reach, in bytes.</summary>
public sealed partial record Budget(BudgetKind Kind, long Bytes)
{
    /// <summary>Reads "weights=24KiB", "skips=200000" or the like; FS2107 tells what is wrong.</summary>
    public static Result<Budget> Parse(string text)
    {
        var match = Syntax().Match(text);
        if (!match.Success || !double.TryParse(match.Groups["size"].Value, CultureInfo.InvariantCulture, out var size))
            return BitDiagnostics.BudgetSyntax(text);
        var unit = match.Groups["unit"].Value switch { "KiB" => 1024, "MiB" => 1024 * 1024, _ => 1 };
        return new Budget(match.Groups["kind"].Value == "weights" ? BudgetKind.Weights : BudgetKind.Skips, (long)(size * unit));
    }

    [GeneratedRegex("^(?<kind>weights|skips)=(?<size>[0-9]{1,12}([.][0-9]{1,6})?)(?<unit>KiB|MiB|B|)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Syntax();
}
