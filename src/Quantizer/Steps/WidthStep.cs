using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Quantizer.Bits;
using FpgaSeg.Quantizer.Report;
using FpgaSeg.Quantizer.Sensitivity;

namespace FpgaSeg.Quantizer.Steps;

/// <summary>Widths by options, narrowed to the budgets by sensitivity.</summary>
internal sealed class WidthStep : IQuantizationStep
{
    public string Name => "Choose widths";

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

    public StepStory Tell(Draft before, Draft after)
    {
        var (asked, bits) = (BitPlan.Of(after.Graph, after.Options).With(after.Options.Given), after.Bits);
        string[] narrowed =
        [
            .. bits.Weights.Where(w => w.Value != asked.Weights[w.Key]).Select(w => $"weights of '{w.Key}': {asked.Weights[w.Key]} to {w.Value} bits"),
            .. bits.Skips.Where(s => s.Value != asked.Skips.GetValueOrDefault(s.Key)).Select(s => $"long skip '{s.Key}': {asked.Skips.GetValueOrDefault(s.Key, asked.Activations[s.Key])} to {s.Value} bits"),
        ];
        string[] findings =
        [
            $"Weights: {StepStory.Counts(bits.Weights.Values.Select(b => $"at {b} bits"))}",
            $"values: {StepStory.Counts(bits.Activations.Values.Select(b => $"at {b} bits"))}",
            .. bits.Skips.IsEmpty ? Array.Empty<string>() : [$"narrow copies of long skips: {StepStory.Counts(bits.Skips.Values.Select(b => $"at {b} bits"))}"],
            .. after.Options.Budgets.Select(b => $"budget of {b.Bytes:N0} bytes for {(b.Kind == BudgetKind.Weights ? "weights" : "long skips")}"),
            .. after.Options.Budgets.IsEmpty ? Array.Empty<string>() : [$"{narrowed.Length} widths were narrowed for the budgets"],
        ];
        return new StepStory(findings, narrowed);
    }
}
