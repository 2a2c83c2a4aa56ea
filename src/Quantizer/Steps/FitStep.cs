using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Quantizer.Reconstruction;

namespace FpgaSeg.Quantizer.Steps;

/// <summary>Rounds weights and corrects biases on the calibration images; without either, lowering rounds to nearest by itself.</summary>
internal sealed class FitStep : IQuantizationStep
{
    public int Weight => 12;

    public Result<Draft> Run(Draft draft)
    {
        if (!draft.Options.SearchRounding && !draft.Options.CorrectBias && !draft.Options.PowerOfTwo)
            return draft;
        return new NetworkFit(draft.Graph, draft.Source.Normalization, draft.Bits, draft.Options, draft.Threads)
            .Run(draft.Plan, draft.Images, draft.Progress)
            .Then<Draft>(fitted => draft with { Graph = fitted.Graph, Plan = fitted.Plan });
    }
}
