using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Graph.Float;
using FpgaSeg.Quantizer.Lowering;
using FpgaSeg.Quantizer.Reconstruction;
using FpgaSeg.Quantizer.Report;

namespace FpgaSeg.Quantizer.Steps;

/// <summary>Rounds weights and corrects biases on the calibration images; without either, lowering rounds to nearest by itself.</summary>
internal sealed class FitStep : IQuantizationStep
{
    public string Name => "Fit weights and biases";

    public int Weight => 12;

    public Result<Draft> Run(Draft draft)
    {
        if (!draft.Options.SearchRounding && !draft.Options.CorrectBias && !draft.Options.PowerOfTwo)
            return draft;
        return new NetworkFit(draft.Graph, draft.Source.Normalization, draft.Bits, draft.Options, draft.Threads)
            .Run(draft.Plan, draft.Images, draft.Progress)
            .Then<Draft>(fitted => draft with { Graph = fitted.Graph, Plan = fitted.Plan });
    }

    public StepStory Tell(Draft before, Draft after)
    {
        var fitted = Enumerable.Range(0, after.Graph.Nodes.Length)
            .Where(i => after.Graph.Nodes[i].Operator is FloatConv2d && after.Plan.Weights.ContainsKey(after.Graph.Nodes[i].Name) && !before.Plan.Weights.ContainsKey(after.Graph.Nodes[i].Name))
            .Select(i => (after.Graph.Nodes[i].Name, Moved: Moved(before, after, i), ((FloatConv2d)after.Graph.Nodes[i].Operator).Kernel.Data.Length))
            .ToArray();
        if (fitted.Length == 0)
            return StepStory.Of("Nothing to do: weights are rounded to nearest");
        int moved = fitted.Sum(f => f.Moved), weights = fitted.Sum(f => f.Length);
        return new StepStory(
            [$"{fitted.Length} convolutions; {moved:N0} of {weights:N0} weights are not at the nearest integer"],
            [.. fitted.Select(f => $"'{f.Name}': {f.Moved:N0} of {f.Length:N0} weights moved")]);
    }

    /// <summary>Weights whose integer is not the nearest to the float weight at the chosen scale.</summary>
    private static int Moved(Draft before, Draft after, int index)
    {
        var range = after.Plan.Weights[after.Graph.Nodes[index].Name];
        var (nearest, chosen) = (Rounded(before), Rounded(after));
        return nearest.Zip(chosen).Count(p => p.First != p.Second);

        sbyte[] Rounded(Draft draft) => WeightQuantizer.Round(((FloatConv2d)draft.Graph.Nodes[index].Operator).Kernel, range).Data;
    }
}
