using System.Collections.Immutable;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Quantizer.Bits;

namespace FpgaSeg.Quantizer.Sensitivity;

/// <summary>
/// Takes bits away, one at a time, where the logit suffers least per byte saved, until a budget is met. The noise of a width follows from the measured
/// one: it goes with the square of the step, which goes with 1 / (2^(bits-1) - 1).
/// </summary>
internal static class BudgetSearch
{
    private const int FewestBits = 2;

    /// <summary>The narrowed plan, or FS2108 where even the smallest widths are too wide.</summary>
    public static Result<BitPlan> Run(BitPlan plan, Budget budget, IReadOnlyList<SensitivityEntry> entries)
    {
        var kind = budget.Kind == BudgetKind.Weights ? SensitivityKind.Weights : SensitivityKind.Skip;
        SensitivityEntry[] things = [.. entries.Where(e => e.Kind == kind)];
        int[] bits = [.. things.Select(e => WidthOf(plan, e))];
        var smallest = things.Sum(e => Bytes(e.Elements, FewestBits));
        if (smallest > budget.Bytes)
            return BitDiagnostics.OutOfReach(budget.Kind == BudgetKind.Weights ? "weights" : "long skips", smallest, budget.Bytes);
        while (things.Zip(bits, (e, b) => Bytes(e.Elements, b)).Sum() > budget.Bytes)
        {
            var next = Enumerable.Range(0, things.Length).Where(i => bits[i] > FewestBits).MinBy(i => Price(things[i], bits[i]));
            bits[next]--;
        }

        return things.Zip(bits).Aggregate(plan, (p, t) => With(p, t.First, t.Second));
    }

    /// <summary>Bytes of elements at a width.</summary>
    public static long Bytes(long elements, int bits) => ((elements * bits) + 7) / 8;

    /// <summary>Noise that one bit less adds, per element.</summary>
    private static double Price(SensitivityEntry entry, int bits) => (Noise(entry, bits - 1) - Noise(entry, bits)) / entry.Elements;

    private static double Noise(SensitivityEntry entry, int bits) =>
        entry.NoiseToSignal * Math.Pow(((1 << (entry.Bits - 1)) - 1.0) / ((1 << (bits - 1)) - 1.0), 2);

    private static int WidthOf(BitPlan plan, SensitivityEntry entry) => entry.Kind == SensitivityKind.Weights
        ? plan.Weights[entry.Name]
        : plan.Skips.GetValueOrDefault(entry.Name, plan.Activations[entry.Name]);

    private static BitPlan With(BitPlan plan, SensitivityEntry entry, int bits)
    {
        if (entry.Kind == SensitivityKind.Weights)
            return plan with { Weights = plan.Weights.SetItem(entry.Name, bits) };
        var isNarrow = bits < plan.Activations[entry.Name];
        return isNarrow ? plan with { Skips = plan.Skips.SetItem(entry.Name, bits) } : plan;
    }
}
