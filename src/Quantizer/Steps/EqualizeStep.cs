using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Quantizer.Equalization;
using FpgaSeg.Quantizer.Passes;
using FpgaSeg.Quantizer.Report;

namespace FpgaSeg.Quantizer.Steps;

/// <summary>Cross-layer equalization, or the factors of a ranges file. Given scales without factors belong to the network as it is.</summary>
internal sealed class EqualizeStep : IQuantizationStep
{
    public string Name => "Equalize channels";

    public int Weight => 2;

    public Result<Draft> Run(Draft draft)
    {
        var (mode, given) = (draft.Options.Equalization, draft.Options.Given);
        if (!given.Equalization.IsEmpty)
            return draft with { Graph = CrossLayerEqualization.Apply(draft.Graph, given.Equalization) };
        if (mode == EqualizationMode.None || !given.Activations.IsEmpty || !given.Weights.IsEmpty)
            return draft;
        var network = mode == EqualizationMode.Weights
            ? CrossLayerEqualization.ByWeights(draft.Graph)
            : CrossLayerEqualization.ByActivations(draft.Graph, PowerOf(draft));
        string[] changes = [.. network.Named.Select(f => $"'{f.Key}' divided by {f.Value.Min():G4} to {f.Value.Max():G4}")];
        return draft with
        {
            Graph = network.Graph,
            Plan = draft.Plan with { Equalization = network.Named },
            Passes = [.. draft.Passes, new PassLog("equalize the channels' ranges across layers", changes)],
        };
    }

    private static ChannelPower PowerOf(Draft draft)
    {
        var power = new ChannelPower(draft.Graph, draft.Source.Normalization, draft.Threads);
        for (var k = 0; k < draft.Images.Count; k++)
        {
            power.Add(draft.Images[k]);
            draft.Progress((k + 1.0) / draft.Images.Count);
        }

        return power;
    }

    public StepStory Tell(Draft before, Draft after)
    {
        var factors = after.Plan.Equalization;
        if (factors.IsEmpty)
            return StepStory.Of("Nothing to do: switched off, or scales are given");
        var (all, changes) = (factors.SelectMany(f => f.Value).ToArray(), factors.Select(f => $"'{f.Key}' divided by {f.Value.Min():G4} to {f.Value.Max():G4}"));
        var classes = factors.Select(f => string.Join(' ', f.Value)).Distinct(StringComparer.Ordinal).Count();
        return new StepStory([$"{classes} classes of channels, {factors.Count} values: divided by {all.Min():G4} to {all.Max():G4}"], [.. changes]);
    }
}
