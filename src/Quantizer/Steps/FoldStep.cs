using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Quantizer.Passes;

namespace FpgaSeg.Quantizer.Steps;

/// <summary>The rewrites that keep the network's function exactly.</summary>
internal sealed class FoldStep : IQuantizationStep
{
    public int Weight => 0;

    public Result<Draft> Run(Draft draft)
    {
        var (graph, passes) = FloatPasses.Run(draft.Graph);
        return draft with { Graph = graph, Passes = passes };
    }
}
