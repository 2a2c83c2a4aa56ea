using System.Globalization;
using System.Text.RegularExpressions;
using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Quantizer.Bits;

/// <summary>Widths for the operators whose name matches a pattern; <c>*</c> stands for any text. Written "enc.0*=w4a8", "head*=w8", "*dec*=a6", "enc.0*=s4".</summary>
/// <param name="Pattern">Matched against the whole name of the operator or of the value it gives, a leading '/' aside.</param>
/// <param name="WeightBits">2 to 8, or null to leave it.</param>
/// <param name="ActivationBits">4 to 8, or null to leave it.</param>
/// <param name="SkipBits">2 to 8: width of the stored copy where the value is a long skip; null to leave it.</param>
public sealed partial record BitOverride(string Pattern, int? WeightBits, int? ActivationBits, int? SkipBits = null)
{
    /// <summary>Reads one override; FS2105 tells what is wrong with it.</summary>
    public static Result<BitOverride> Parse(string text)
    {
        var match = Syntax().Match(text);
        if (!match.Success || !(match.Groups["w"].Success || match.Groups["a"].Success || match.Groups["s"].Success))
            return BitDiagnostics.Override(text);
        return new BitOverride(match.Groups["pattern"].Value, Number(match.Groups["w"]), Number(match.Groups["a"]), Number(match.Groups["s"]));
    }

    /// <summary>Whether a name is meant.</summary>
    public bool Matches(string name)
    {
        var expression = "^/?" + string.Join(".*", Pattern.TrimStart('/').Split('*').Select(Regex.Escape)) + "$";
        return Regex.IsMatch(name, expression, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    private static int? Number(Group group) => group.Success ? int.Parse(group.Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex("^(?<pattern>[^=]+)=(w(?<w>[2-8]))?(a(?<a>[4-8]))?(s(?<s>[2-8]))?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Syntax();
}
