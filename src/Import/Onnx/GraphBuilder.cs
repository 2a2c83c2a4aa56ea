using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import.Onnx.Folding;
using FpgaSeg.Import.Onnx.Format;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx;

/// <summary>What is known by name while the nodes are read in order: constants and maps; and the float nodes made so far.</summary>
internal sealed class GraphBuilder(IEnumerable<string> takenNames)
{
    private readonly List<FloatNode> _nodes = [];
    private readonly UniqueNames _names = new(takenNames);
    private readonly HashSet<string> _emitted = new(StringComparer.Ordinal);

    public List<Diagnostic> Errors { get; } = [];

    public Dictionary<string, TensorProto> Constants { get; } = new(StringComparer.Ordinal);

    /// <summary>Values that depend on the image.</summary>
    public Dictionary<string, TensorValue> Maps { get; } = new(StringComparer.Ordinal);

    /// <summary>Tensors already reported as unreadable.</summary>
    public HashSet<string> BadTensors { get; } = new(StringComparer.Ordinal);

    /// <summary>How many nodes and outputs read each value.</summary>
    public Dictionary<string, int> ReadCount { get; } = new(StringComparer.Ordinal);

    /// <summary>Elements that constant arithmetic may still make; what a damaged file asks for is bounded.</summary>
    public long FoldingBudget { get; set; } = 4L * Numbers.Most;

    /// <summary>The operator that makes a map; null where there is none after an error.</summary>
    public FloatNode? Maker(MapValue map) => map.Node < 0 ? null : _nodes[map.Node];

    /// <summary>A node's output as a value.</summary>
    public MapValue Output(int node) => new(node, _nodes[node].Shape);

    /// <summary>Adds a node and returns its value. Unless every input is good, only the shape is carried on.</summary>
    /// <param name="name">The name it takes; a number is added to one that is used already.</param>
    /// <param name="op">What it does.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="shape">What it makes; null where that is unknown after an error.</param>
    public MapValue Emit(string name, FloatOperator op, ReadOnlySpan<MapValue> inputs, FeatureShape? shape)
    {
        var sources = inputs.ToArray().Select(v => v.Node).ToArray();
        if (shape is not { } known || Array.Exists(sources, node => node < 0))
            return new MapValue(-1, shape);
        _nodes.Add(new FloatNode(_emitted.Add(name) ? name : _names.Take(name), op, [.. sources], known));
        return new MapValue(_nodes.Count - 1, known);
    }

    /// <summary>Ends the network: <paramref name="logit"/> &gt; 0 is the mask. Nodes that it does not need are left out.</summary>
    /// <returns>The graph, or null where the output does not depend on the input.</returns>
    public DataflowGraph<FloatNode>? Finish(MapValue logit) =>
        GraphOf(Emit(_names.Take("mask"), new FloatThreshold(0), [logit], logit.Shape));

    /// <summary>The graph that ends in a map, without what it does not need; null where it does not depend on the input.</summary>
    public DataflowGraph<FloatNode>? GraphOf(MapValue output)
    {
        var needed = new bool[output.Node + 1];
        if (output.Node < 0)
            return null;
        needed[^1] = true;
        for (var i = output.Node; i >= 0; i--)
        {
            foreach (var source in needed[i] ? _nodes[i].Inputs : [])
                needed[source] = true;
        }

        if (!needed[0])
            return null;
        var index = new int[needed.Length];
        for (var i = 1; i < index.Length; i++)
            index[i] = index[i - 1] + (needed[i - 1] ? 1 : 0);
        return new DataflowGraph<FloatNode>(
            _nodes.Take(needed.Length).Where((_, i) => needed[i]).Select(node => node with { Inputs = [.. node.Inputs.Select(i => index[i])] }));
    }
}
