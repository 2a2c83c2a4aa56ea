using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import.Onnx.Format;

namespace FpgaSeg.Import.Onnx;

/// <summary>What is known by name while the nodes are read in order: constants, maps, gates; and the float nodes made so far.</summary>
internal sealed class GraphBuilder(IEnumerable<string> takenNames)
{
    private readonly List<FloatNode> _nodes = [];
    private readonly UniqueNames _names = new(takenNames);

    public List<Diagnostic> Errors { get; } = [];

    public Dictionary<string, TensorProto> Constants { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, MapValue> Maps { get; } = new(StringComparer.Ordinal);

    /// <summary>Outputs of HardSigmoid with the map they gate: half of an x * HardSigmoid(x).</summary>
    public Dictionary<string, MapValue> Gates { get; } = new(StringComparer.Ordinal);

    /// <summary>Tensors already reported as unreadable.</summary>
    public HashSet<string> BadTensors { get; } = new(StringComparer.Ordinal);

    /// <summary>How many nodes and outputs read each value.</summary>
    public Dictionary<string, int> ReadCount { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of the network's outputs.</summary>
    public HashSet<string> Outputs { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the source ends in a sigmoid, which the graph leaves out.</summary>
    public bool EndsInSigmoid { get; set; }

    /// <summary>Adds a node and returns its value. Unless every input is good, only the shape is carried on.</summary>
    public MapValue Emit(string name, FloatOperator op, ReadOnlySpan<MapValue> inputs, FeatureShape? shape)
    {
        var sources = inputs.ToArray().Select(v => v.Node).ToArray();
        if (shape is not { } known || Array.Exists(sources, node => node < 0))
            return new MapValue(-1, shape);
        _nodes.Add(new FloatNode(name, op, [.. sources], known));
        return new MapValue(_nodes.Count - 1, known);
    }

    /// <summary>Ends the network: <paramref name="output"/> &gt; 0 is the mask. Nodes that it does not need are left out.</summary>
    /// <returns>The graph, or null where the output does not depend on the input.</returns>
    public DataflowGraph<FloatNode>? Finish(MapValue output)
    {
        Emit(_names.Take("mask"), new FloatThreshold(0), [output], output.Shape);
        var needed = new bool[_nodes.Count];
        needed[^1] = true;
        for (var i = _nodes.Count - 1; i >= 0; i--)
        {
            foreach (var source in needed[i] ? _nodes[i].Inputs : [])
                needed[source] = true;
        }

        if (!needed[0])
            return null;
        var index = new int[_nodes.Count];
        for (var i = 1; i < index.Length; i++)
            index[i] = index[i - 1] + (needed[i - 1] ? 1 : 0);
        return new DataflowGraph<FloatNode>(
            _nodes.Where((_, i) => needed[i]).Select(node => node with { Inputs = [.. node.Inputs.Select(i => index[i])] }));
    }
}
