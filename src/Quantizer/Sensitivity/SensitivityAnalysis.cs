using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Quantizer.Bits;
using FpgaSeg.Quantizer.Calibration;
using FpgaSeg.Quantizer.Lowering;
using FpgaSeg.Quantizer.Ranges;

namespace FpgaSeg.Quantizer.Sensitivity;

/// <summary>Narrows the weights of every convolution, every value and every long skip, one at a time, and measures the logit.</summary>
internal sealed class SensitivityAnalysis(
    DataflowGraph<FloatNode> graph, InputNormalization normalization, IReadOnlyList<ActivationHistogram> histograms, int threads)
{
    /// <summary>The width to which each thing is narrowed.</summary>
    public const int Bits = 4;

    /// <summary>Images on which the logit is measured.</summary>
    public const int Images = 2;

    private readonly SignAnalysis _signs = new(graph, normalization);

    /// <summary>One entry per thing, in the order of the network: weights, then values, then skips.</summary>
    public SensitivityEntry[] Run(IReadOnlyList<FeatureMap<byte>> images, Func<SensitivityKind, bool> wanted)
    {
        Probe[] probes = [.. Probes().Where(p => wanted(p.Entry.Kind))];
        var noise = new double[probes.Length];
        var count = Math.Min(Images, images.Count);
        for (var k = 0; k < count; k++)
        {
            var run = new SuffixRun(graph, normalization.Apply(images[(int)((long)k * images.Count / count)]), threads);
            Parallel.For(0, probes.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, p =>
                noise[p] += run.NoiseToSignal(probes[p].Node, probes[p].Narrow(run), probes[p].Reads) / count);
        }

        return [.. probes.Select((p, i) => p.Entry with { NoiseToSignal = noise[i] })];
    }

    private IEnumerable<Probe> Probes()
    {
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            if (graph.Nodes[i].Operator is FloatConv2d conv)
                yield return new Probe(Entry(SensitivityKind.Weights, i, conv.Kernel.Shape.Count), i, Narrow(i, conv), _ => true);
        }

        // The exact logits are never rounded, and neither is the mask.
        foreach (var end in FusionFinder.Find(graph).Select(f => f.Last).Where(i => i != graph.Nodes.Length - 1 && !ExactHead.Is(graph, i)))
            yield return new Probe(Entry(SensitivityKind.Activation, end, graph.Nodes[end].Shape.Count), end, run => Narrow(end, run), _ => true);
        foreach (var skip in LongSkips.Find(graph))
            yield return new Probe(Entry(SensitivityKind.Skip, skip.Value, graph.Nodes[skip.Value].Shape.Count), skip.Value, run => Narrow(skip.Value, run), r => skip.Readers.Contains(r));
    }

    private SensitivityEntry Entry(SensitivityKind kind, int node, long elements) => new(kind, graph.Nodes[node].Name, Bits, 0, elements);

    private static Func<SuffixRun, FeatureMap<float>> Narrow(int node, FloatConv2d conv)
    {
        var range = new WeightRange(Bits, WeightQuantizer.ScalesFor(conv.Kernel, new float[conv.Bias.Length], Bits, 1));
        var (integers, taps) = (WeightQuantizer.Round(conv.Kernel, range), conv.Kernel.Shape.WeightsPerOutput);
        var kernel = new ConvKernel<float>(conv.Kernel.Shape, [.. integers.Data.Select((q, k) => (float)(q * range.Scales[k / taps]))]);
        return run => run.With(node, conv with { Kernel = kernel });
    }

    private FeatureMap<float> Narrow(int node, SuffixRun run)
    {
        var format = new NumberFormat(Bits, IsSigned: !_signs.IsNonNegative(node));
        var map = new FeatureMap<float>(graph.Nodes[node].Shape, [.. run.Value(node).Data]);
        new ValueRange(format, CalibrationMethod.Mse.ScaleFor(histograms[node], format)).Round(map.Data);
        return map;
    }

    private sealed record Probe(SensitivityEntry Entry, int Node, Func<SuffixRun, FeatureMap<float>> Narrow, Func<int, bool> Reads);
}
