using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Graph.Float;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Graph.Package;
using FpgaSeg.Quantizer.Calibration;
using FpgaSeg.Quantizer.Report;
using FpgaSeg.Simulator;

namespace FpgaSeg.Quantizer.Steps;

/// <summary>Compares the integer network with the float one that was given, value by value.</summary>
internal sealed class MeasureStep : IQuantizationStep
{
    /// <summary>Images compared.</summary>
    public const int Images = 8;

    public string Name => "Measure";

    public int Weight => 8;

    public Result<Draft> Run(Draft draft)
    {
        // The reference is the network before its weights were fitted; equalization keeps its function, so its values are comparable.
        var (floats, integer) = (draft.Reference!, draft.Integer!);
        var floatIndex = floats.Nodes.Select((n, i) => (n.Name, i)).ToDictionary(p => p.Name, p => p.i, StringComparer.Ordinal);
        var measured = Enumerable.Range(0, integer.Nodes.Length).Where(i => integer.Nodes[i].Source is not null).ToArray();
        var meters = measured.ToDictionary(i => i, i => new LayerMeter(integer.Nodes[i]));
        var (simulator, runner) = (Simulators.Create(integer, draft.Threads), new FloatExecutor(floats, draft.Threads));
        var count = Math.Min(draft.Images.Count, Images);
        for (var k = 0; k < count; k++)
        {
            var integers = simulator.RunAll(draft.Images[k]);
            var values = runner.Run(draft.Source.Normalization.Apply(draft.Images[k]));
            Parallel.ForEach(
                measured,
                new ParallelOptions { MaxDegreeOfParallelism = draft.Threads },
                i => meters[i].Add(integers[i], values[floatIndex[integer.Nodes[i].Source!]]));
            draft.Progress((k + 1.0) / count);
        }

        return draft with { Layers = [.. measured.Select(i => ReportOf(integer.Nodes[i], draft.Histograms[floatIndex[integer.Nodes[i].Source!]], meters[i]))] };
    }

    private static LayerReport ReportOf(IntegerNode node, ActivationHistogram histogram, LayerMeter meter) => new(
        node.Name,
        OperatorNames.Of(node.Operator),
        node.Source!,
        node.Format.ToString(),
        node.Format.Bits,
        node.Scale,
        histogram.Min,
        histogram.Max,
        meter.SqnrDb,
        meter.SaturatedPercent,
        meter.MaxLsb);

    public StepStory Tell(Draft before, Draft after)
    {
        var weakest = after.Layers.MinBy(l => l.SqnrDb);
        var compared = $"Integers against float on {Math.Min(after.Images.Count, Images)} images";
        return weakest is null ? StepStory.Of(compared) : StepStory.Of($"{compared}; the weakest value is '{weakest.Name}' at {weakest.SqnrDb:F1} dB");
    }
}
