using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Simulator.Reference;

/// <summary>
/// The executable form of docs/fixed-point.md: every operator as plain loops over integers. Other engines are compared with it.
/// </summary>
public sealed class ReferenceSimulator : ISimulator
{
    private readonly DataflowGraph<IntegerNode> _graph;
    private readonly int[] _lastReader;
    private readonly ReferenceKernels _kernels;

    /// <param name="graph">The network.</param>
    /// <param name="threads">Threads over output channels; the result does not depend on it.</param>
    public ReferenceSimulator(DataflowGraph<IntegerNode> graph, int threads = 1)
    {
        _graph = graph;
        _kernels = new ReferenceKernels(threads);
        _lastReader = [.. Enumerable.Range(0, graph.Nodes.Length).Select(i => graph.Consumers(i) is { IsEmpty: false } c ? c[^1] : graph.Nodes.Length)];
    }

    /// <summary>The output map (the mask, 0 or 1) for raw pixels of the graph's input shape; maps are dropped after their last reader.</summary>
    public FeatureMap<int> Run(FeatureMap<byte> pixels) => Execute(pixels, keepAll: false)[^1]!;

    /// <summary>The output of every node, by node index.</summary>
    public FeatureMap<int>[] RunAll(FeatureMap<byte> pixels) => Execute(pixels, keepAll: true)!;

    private FeatureMap<int>?[] Execute(FeatureMap<byte> pixels, bool keepAll)
    {
        if (pixels.Shape != _graph.Input.Shape)
            throw new ArgumentException($"An image of {pixels.Shape} for a network of {_graph.Input.Shape}.", nameof(pixels));
        var values = new FeatureMap<int>?[_graph.Nodes.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var node = _graph.Nodes[i];
            var inputs = node.Inputs.Select(k => values[k]!).ToArray();
            values[i] = i == 0 ? Widen(pixels) : node.Operator.Accept(_kernels, new KernelCall(node, inputs));
            if (!keepAll)
                Release(values, i);
        }

        return values;
    }

    private void Release(FeatureMap<int>?[] values, int reader)
    {
        foreach (var input in _graph.Nodes[reader].Inputs.Where(k => _lastReader[k] == reader))
            values[input] = null;
    }

    private static FeatureMap<int> Widen(FeatureMap<byte> pixels) => new(pixels.Shape, Array.ConvertAll(pixels.Data, p => (int)p));
}
