using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Quantizer.Bits;
using FpgaSeg.Quantizer.Sensitivity;

namespace FpgaSeg.Quantizer.Steps;

/// <summary>Widths by options, narrowed to the budgets by sensitivity.</summary>
internal sealed class WidthStep : IQuantizationStep
{
    public int Weight => 1;

    public Result<Draft> Run(Draft draft)
    {
        var (options, bits) = (draft.Options, BitPlan.Of(draft.Graph, draft.Options).With(draft.Options.Given));
        if (options.Budgets.IsEmpty && !options.MeasureSensitivity)
            return draft with { Bits = bits };
        var analysis = new SensitivityAnalysis(draft.Graph, draft.Source.Normalization, draft.Histograms, draft.Threads);
        var entries = analysis.Run(draft.Images, kind => options.MeasureSensitivity || options.Budgets.Any(b => Needs(b, kind)));
        Result<BitPlan> narrowed = bits;
        foreach (var budget in options.Budgets)
            narrowed = narrowed.Then(b => BudgetSearch.Run(b, budget, entries));
        return narrowed.Then<Draft>(b => draft with { Bits = b, Sensitivity = entries });
    }

    private static bool Needs(Budget budget, SensitivityKind kind) =>
        kind == (budget.Kind == BudgetKind.Weights ? SensitivityKind.Weights : SensitivityKind.Skip);
}
