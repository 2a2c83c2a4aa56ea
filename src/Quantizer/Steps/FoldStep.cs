using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Quantizer.Passes;
using FpgaSeg.Quantizer.Report;

namespace FpgaSeg.Quantizer.Steps;

/// <summary>The rewrites that keep the network's function exactly.</summary>
internal sealed class FoldStep : IQuantizationStep
{
    public string Name => "Fold and reorder";

    public int Weight => 0;

    public Result<Draft> Run(Draft draft)
    {
        var (graph, passes) = FloatPasses.Run(draft.Graph);
        return draft with { Graph = graph, Passes = passes };
    }

    public StepStory Tell(Draft before, Draft after)
    {
        string[] findings = [.. after.Passes.Where(p => p.Changes.Count > 0).Select(p => $"{p.Pass}: {p.Changes.Count} nodes")];
        return new StepStory(
            [.. findings, $"{after.Graph.Nodes.Length} of {before.Graph.Nodes.Length} operators are left"],
            [.. after.Passes.SelectMany(p => p.Changes.Select(c => $"{p.Pass}: {c}"))]);
    }
}
