using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Float;

/// <summary>
/// The embedded float runner: one SIMD kernel per operator. Every value is computed by one thread in one order, so the result
/// does not depend on the number of threads. Safe to call from several threads at once.
/// </summary>
public sealed class FloatExecutor : IFloatTracer
{
    private readonly DataflowGraph<FloatNode> _graph;
    private readonly FloatKernels _kernels;
    private readonly int[] _lastReader;

    /// <param name="graph">The network; its last node is the threshold.</param>
    /// <param name="threads">Threads of one run, at least 1.</param>
    public FloatExecutor(DataflowGraph<FloatNode> graph, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _graph = graph;
        _kernels = new FloatKernels(threads);
        _lastReader = [.. Enumerable.Range(0, graph.Nodes.Length).Select(i => graph.Consumers(i).DefaultIfEmpty(int.MaxValue).Max())];
    }

    public FeatureMap<float>[] Run(FeatureMap<float> input)
    {
        CheckShape(input);
        var values = new FeatureMap<float>[_graph.Nodes.Length];
        values[0] = input;
        for (var i = 1; i < values.Length; i++)
            values[i] = Compute(i, values, reuse: false);
        return values;
    }

    public FeatureMap<float> RunLogit(FeatureMap<float> input)
    {
        CheckShape(input);
        var nodes = _graph.Nodes;
        var logit = nodes[^1].Operator is FloatThreshold ? nodes[^1].Inputs[0] : nodes.Length - 1;
        var values = new FeatureMap<float>[nodes.Length];
        values[0] = input;
        for (var i = 1; i <= logit; i++)
        {
            values[i] = Compute(i, values, reuse: true);
            foreach (var source in nodes[i].Inputs.Where(source => _lastReader[source] == i))
                values[source] = null!; // lets the collector have it
        }

        return values[logit];
    }

    private FeatureMap<float> Compute(int index, FeatureMap<float>[] values, bool reuse)
    {
        var node = _graph.Nodes[index];
        var inputs = node.Inputs.Select(i => values[i]).ToArray();
        var output = reuse && CanOverwrite(index) ? inputs[0] : Uninitialised(node.Shape);
        node.Operator.Accept(_kernels, new KernelCall(inputs, output));
        return output;
    }

    /// <summary>An element-wise operator may write over an input that nobody reads after it; the caller's image is never written.</summary>
    private bool CanOverwrite(int index)
    {
        var source = _graph.Nodes[index].Inputs[0];
        var elementWise = _graph.Nodes[index].Operator is FloatAdd or FloatSub or FloatMul or FloatAffine or FloatActivation or FloatPRelu;
        return elementWise && source != 0 && _lastReader[source] == index;
    }

    private static FeatureMap<float> Uninitialised(FeatureShape shape) => new(shape, GC.AllocateUninitializedArray<float>(shape.Count));

    private void CheckShape(FeatureMap<float> input)
    {
        if (input.Shape != _graph.Input.Shape)
            throw new ArgumentException($"An input of {input.Shape} for a network that reads {_graph.Input.Shape}.", nameof(input));
    }
}
