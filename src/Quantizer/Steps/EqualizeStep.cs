using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Graph.Float;
using FpgaSeg.Quantizer.Calibration;
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
        var changes = new List<string>();
        var (graph, factors) = CrossLayerEqualization.Run(
            draft.Graph, mode, mode == EqualizationMode.Activations ? Maxima(draft) : [], changes.Add);
        return draft with
        {
            Graph = graph,
            Plan = draft.Plan with { Equalization = factors },
            Passes = [.. draft.Passes, new PassLog("equalize the channels' ranges across layers", changes)],
        };
    }

    private static IReadOnlyList<double[]> Maxima(Draft draft)
    {
        var calibrator = new Calibrator(draft.Graph, new FloatExecutor(draft.Graph, draft.Threads), draft.Source.Normalization, draft.Threads);
        for (var k = 0; k < draft.Images.Count; k++)
        {
            calibrator.AddMaxima(draft.Images[k]);
            draft.Progress((k + 1.0) / draft.Images.Count);
        }

        return calibrator.ChannelMaxima;
    }
}
