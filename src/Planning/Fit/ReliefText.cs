using System.Globalization;

namespace FpgaSeg.Planning.Fit;

/// <summary>What would make the bottleneck faster, in words.</summary>
public static class ReliefText
{
    /// <summary>A clause without a full stop.</summary>
    public static string Of(PlanFit fit, Relief? relief)
    {
        if (relief is null)
            return "it has no faster folding: only a faster clock or a smaller image helps";
        var extra = Enum.GetValues<Resource>().Where(r => relief.Extra[r] != 0).Select(r => $"{Signed(relief.Extra[r])} {ResourceNames.Of(r)}");
        var then = ((double)fit.ClockHz / relief.CyclesPerFrame).ToString("0.0", CultureInfo.InvariantCulture);
        var cost = $"its next folding takes {string.Join(", ", extra)} and gives {then} frames/s";
        return relief.Missing.IsEmpty
            ? $"{cost}; there is room for it"
            : $"{cost}; {string.Join(" and ", relief.Missing.Select(ResourceNames.Of))} would not suffice";
    }

    private static string Signed(double value) => value.ToString("+#,0.#;-#,0.#", CultureInfo.InvariantCulture);
}
