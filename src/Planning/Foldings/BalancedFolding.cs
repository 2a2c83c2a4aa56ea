using System.Collections.Immutable;

namespace FpgaSeg.Planning.Foldings;

/// <summary>
/// The simple folding rule: the smallest cycle count for which every stage's cheapest sufficient folding fits the DSP budget together.
/// Where even the cheapest foldings do not fit, they are taken all the same; the plan's DSP figure says so.
/// </summary>
internal static class BalancedFolding
{
    /// <summary>One folding per stage.</summary>
    public static ImmutableArray<Folding> Choose(IReadOnlyList<ImmutableArray<Folding>> options, int dspBudget)
    {
        // A target below some stage's fastest folding gains nothing, one above some stage's slowest is met by it.
        var fastest = options.Max(o => o.Min(f => f.Cycles));
        var targets = options.SelectMany(o => o.Select(f => f.Cycles)).Where(c => c >= fastest).Distinct().Order().ToArray();
        int low = 0, high = targets.Length - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (At(options, targets[middle]).Sum(f => f.Dsp) <= dspBudget)
                high = middle;
            else
                low = middle + 1;
        }

        return At(options, targets[low]);
    }

    private static ImmutableArray<Folding> At(IReadOnlyList<ImmutableArray<Folding>> options, long target) =>
        [.. options.Select(o => o.Where(f => f.Cycles <= target).MinBy(f => (f.Dsp, f.Lanes * f.InnerLanes, f.Cycles, f.Lanes)))];
}
