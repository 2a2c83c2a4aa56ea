using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Quantizer.Bits;
using FpgaSeg.Quantizer.Ranges;

namespace FpgaSeg.Quantizer.Reconstruction;

/// <summary>
/// The float network and its quantized likeness side by side, one operator at a time over all images. The likeness computes in float and rounds
/// where the integer network rounds, so that weights can be chosen for the inputs they will really see. Maps are dropped after their last reader.
/// </summary>
internal sealed class PairedRun
{
    private readonly DataflowGraph<FloatNode> _graph;
    private readonly IReadOnlyDictionary<string, ValueRange> _ranges;
    private readonly Dictionary<int, (LongSkip Skip, ValueRange Range)> _skips;
    private readonly FeatureMap<float>[]?[] _float;
    private readonly FeatureMap<float>[]?[] _quantized;
    private readonly FeatureMap<float>[]?[] _copies;
    private readonly ParallelOptions _parallel;

    /// <param name="graph">The network.</param>
    /// <param name="ranges">Format and scale of each value that the integer network holds, by name.</param>
    /// <param name="plan">For its skips.</param>
    /// <param name="images">Normalised images.</param>
    /// <param name="threads">Images computed at once; the result does not depend on it.</param>
    public PairedRun(
        DataflowGraph<FloatNode> graph, IReadOnlyDictionary<string, ValueRange> ranges, RangePlan plan, FeatureMap<float>[] images, int threads)
    {
        (_graph, _ranges) = (graph, ranges);
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        _skips = LongSkips.Find(graph)
            .Where(s => plan.Skips.ContainsKey(graph.Nodes[s.Value].Name))
            .ToDictionary(s => s.Value, s => (s, plan.Skips[graph.Nodes[s.Value].Name]));
        _float = new FeatureMap<float>[graph.Nodes.Length][];
        _quantized = new FeatureMap<float>[graph.Nodes.Length][];
        _copies = new FeatureMap<float>[graph.Nodes.Length][];
        _float[0] = images;
        _quantized[0] = Rounded(0, images);
        CopyForSkip(0);
    }

    /// <summary>Images of the run.</summary>
    public int Images => _float[0]!.Length;

    /// <summary>Float output of node <paramref name="node"/> on image <paramref name="image"/>.</summary>
    public FeatureMap<float> Float(int node, int image) => _float[node]![image];

    /// <summary>What node <paramref name="node"/> reads in the quantized network, as its input <paramref name="k"/>.</summary>
    public FeatureMap<float> QuantizedInput(int node, int image, int k = 0)
    {
        var value = _graph.Nodes[node].Inputs[k];
        return (_skips.TryGetValue(value, out var s) && s.Skip.Readers.Contains(node) ? _copies : _quantized)[value]![image];
    }

    /// <summary>Computes the float output of the next node.</summary>
    public void ComputeFloat(int index)
    {
        var node = _graph.Nodes[index];
        _float[index] = ForImages(k => FloatOperation.Run(node.Operator, [.. node.Inputs.Select(v => _float[v]![k])], node.Shape));
    }

    /// <summary>Computes the quantized output of the next node with <paramref name="op"/> in its place, and drops what nobody reads any more.</summary>
    public void ComputeQuantized(int index, FloatOperator op)
    {
        var node = _graph.Nodes[index];
        var exact = ForImages(k => FloatOperation.Run(op, [.. node.Inputs.Select((_, i) => QuantizedInput(index, k, i))], node.Shape));
        _quantized[index] = Rounded(index, exact);
        CopyForSkip(index);
        foreach (var value in node.Inputs.Where(v => v != 0 && _graph.Consumers(v)[^1] == index))
            _float[value] = _quantized[value] = _copies[value] = null;
    }

    private FeatureMap<float>[] Rounded(int index, FeatureMap<float>[] maps) =>
        _ranges.TryGetValue(_graph.Nodes[index].Name, out var range) ? ForImages(k => Rounded(maps[k], range)) : maps;

    private void CopyForSkip(int index)
    {
        if (_skips.TryGetValue(index, out var skip))
            _copies[index] = ForImages(k => Rounded(_quantized[index]![k], skip.Range));
    }

    private static FeatureMap<float> Rounded(FeatureMap<float> map, ValueRange range)
    {
        var copy = new FeatureMap<float>(map.Shape, [.. map.Data]);
        range.Round(copy.Data);
        return copy;
    }

    private FeatureMap<float>[] ForImages(Func<int, FeatureMap<float>> compute)
    {
        var maps = new FeatureMap<float>[_float[0]!.Length];
        Parallel.For(0, maps.Length, _parallel, k => maps[k] = compute(k));
        return maps;
    }
}
