using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Quantizer.Equalization;
using FpgaSeg.Quantizer.Passes;

namespace FpgaSeg.Quantizer.Steps;

/// <summary>Cross-layer equalization, or the factors of a ranges file. Given scales without factors belong to the network as it is.</summary>
internal sealed class EqualizeStep : IQuantizationStep
{
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
}
