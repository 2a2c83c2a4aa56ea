using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Quantizer.Calibration;

namespace FpgaSeg.Quantizer.Steps;

/// <summary>A scale for every value and every narrow skip copy that has none yet.</summary>
internal sealed class RangeStep : IQuantizationStep
{
    public int Weight => 6;

    public Result<Draft> Run(Draft draft)
    {
        var ranges = new RangeFiller(draft.Graph, draft.Source.Normalization, draft.Histograms, draft.Options, draft.Threads);
        var (plan, choices) = ranges.Fill(draft.Plan, draft.Bits, draft.Images);
        return draft with { Plan = plan, Choices = choices };
    }
}
