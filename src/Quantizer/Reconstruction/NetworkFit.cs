using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Quantizer.Bits;
using FpgaSeg.Quantizer.Lowering;
using FpgaSeg.Quantizer.Ranges;

namespace FpgaSeg.Quantizer.Reconstruction;

/// <summary>
/// Rounds the weights of every convolution from input to output, each for what the quantized layers before it really give: the rounding search
/// and the bias correction see, and make up for, the errors that came so far. The result is a float network whose weights are
/// integer x scale, and the scales.
/// </summary>
internal sealed class NetworkFit(
    DataflowGraph<FloatNode> graph, InputNormalization normalization, BitPlan bits, QuantizationOptions options, int threads)
{
    /// <summary>Images at most: their maps are held at once.</summary>
    public const int MostImages = 16;

    /// <summary>A convolution with more weights per output is rounded to nearest: its Gram matrix would be out of proportion.</summary>
    private const int MostTaps = 1024;

    /// <summary>The rounded network; <paramref name="progress"/> hears of every node.</summary>
    public Result<(DataflowGraph<FloatNode> Graph, RangePlan Plan)> Run(RangePlan plan, IReadOnlyList<FeatureMap<byte>> images, Action<double> progress) =>
        GraphLowering.Lower(graph, normalization, bits, plan)
            .Then<(DataflowGraph<FloatNode>, RangePlan)>(first => Rebuild(plan, HeldRanges(first), Spread(images), progress));

    private (DataflowGraph<FloatNode> Graph, RangePlan Plan) Rebuild(
        RangePlan plan, IReadOnlyDictionary<string, ValueRange> held, FeatureMap<float>[] inputs, Action<double> progress)
    {
        var run = new PairedRun(graph, held, plan, inputs, threads);
        var nodes = graph.Nodes.ToArray();
        for (var i = 1; i < nodes.Length; i++)
        {
            run.ComputeFloat(i);
            if (nodes[i].Operator is FloatConv2d conv && !plan.Weights.ContainsKey(nodes[i].Name))
            {
                var fitted = Fit(conv, i, run, held);
                nodes[i] = nodes[i] with { Operator = fitted.Conv };
                plan = plan with { Weights = plan.Weights.SetItem(nodes[i].Name, fitted.Range) };
            }
            else if (nodes[i].Operator is FloatConv2d given)
            {
                nodes[i] = nodes[i] with { Operator = given with { Kernel = OnGrid(given.Kernel, plan.Weights[nodes[i].Name]) } };
            }

            run.ComputeQuantized(i, nodes[i].Operator);
            progress((i + 1.0) / nodes.Length);
        }

        return (new DataflowGraph<FloatNode>(nodes), plan);
    }

    private FittedLayer Fit(FloatConv2d conv, int index, PairedRun run, IReadOnlyDictionary<string, ValueRange> held)
    {
        var width = bits.Weights[graph.Nodes[index].Name];
        var inputScale = HeldScale(graph.Nodes[index].Inputs[0], held);
        var oneScale = ExactHead.Is(graph, index);
        var search = options.SearchRounding && conv.Kernel.Shape.WeightsPerOutput <= MostTaps;
        var scales = options.PowerOfTwo
            ? PowerOfTwoWeights.ScalesFor(conv, width, inputScale)
            : WeightQuantizer.ScalesFor(conv.Kernel, conv.Bias, width, inputScale, oneScale);
        var inputs = Enumerable.Range(0, run.Images).Select(k => run.QuantizedInput(index, k)).ToArray();
        var outputs = Enumerable.Range(0, run.Images).Select(k => run.Float(index, k)).ToArray();
        return new LayerFit(conv, width, search, options.CorrectBias).Run(scales, options.PowerOfTwo || (oneScale && scales.Length > 1), inputs, outputs, threads);
    }

    /// <summary>Scale at which the integer network holds what node <paramref name="value"/> gives.</summary>
    private double HeldScale(int value, IReadOnlyDictionary<string, ValueRange> held) =>
        held.TryGetValue(graph.Nodes[value].Name, out var range) ? range.Scale : 1;

    private static ConvKernel<float> OnGrid(ConvKernel<float> kernel, WeightRange range)
    {
        var integers = WeightQuantizer.Round(kernel, range);
        return new ConvKernel<float>(kernel.Shape, [.. integers.Data.Select((q, k) => (float)(q * range.Scales[k / kernel.Shape.WeightsPerOutput]))]);
    }

    /// <summary>What the integer network holds of each float value; a skip's copy comes after the value itself.</summary>
    internal static Dictionary<string, ValueRange> HeldRanges(DataflowGraph<IntegerNode> integer)
    {
        var held = new Dictionary<string, ValueRange>(StringComparer.Ordinal);
        foreach (var node in integer.Nodes.Where(n => n.Source is not null))
            held.TryAdd(node.Source!, new ValueRange(node.Format, node.Scale));
        return held;
    }

    private FeatureMap<float>[] Spread(IReadOnlyList<FeatureMap<byte>> images)
    {
        var count = Math.Min(images.Count, MostImages);
        return [.. Enumerable.Range(0, count).Select(k => normalization.Apply(images[(int)((long)k * images.Count / count)]))];
    }
}
