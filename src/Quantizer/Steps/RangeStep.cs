using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Quantizer.Calibration;
using FpgaSeg.Quantizer.Report;

namespace FpgaSeg.Quantizer.Steps;

/// <summary>A scale for every value and every narrow skip copy that has none yet.</summary>
internal sealed class RangeStep : IQuantizationStep
{
    public string Name => "Choose scales";

    public int Weight => 6;

    public Result<Draft> Run(Draft draft)
    {
        var ranges = new RangeFiller(draft.Graph, draft.Source.Normalization, draft.Histograms, draft.Options, draft.Threads);
        var (plan, choices) = ranges.Fill(draft.Plan, draft.Bits, draft.Images);
        return draft with { Plan = plan, Choices = choices };
    }

    public StepStory Tell(Draft before, Draft after) => after.Choices.Count == 0
        ? StepStory.Of("Every scale was given")
        : StepStory.Of($"{after.Choices.Count} scales: {StepStory.Counts(after.Choices.Select(c => c.Method.ToString().ToLowerInvariant()))}");
}
