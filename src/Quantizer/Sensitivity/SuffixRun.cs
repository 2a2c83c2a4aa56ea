using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Quantizer.Sensitivity;

/// <summary>One image through the float network, kept whole, so that the effect of a change costs only the nodes behind it.</summary>
internal sealed class SuffixRun
{
    private readonly DataflowGraph<FloatNode> _graph;
    private readonly FeatureMap<float>[] _values;
    private readonly int _logit;

    public SuffixRun(DataflowGraph<FloatNode> graph, FeatureMap<float> image, int threads)
    {
        _graph = graph;
        _values = new FloatExecutor(graph, threads).Run(image);
        _logit = graph.Output.Operator is FloatThreshold ? graph.Output.Inputs[0] : graph.Nodes.Length - 1;
    }

    /// <summary>The output of a node in the unchanged network.</summary>
    public FeatureMap<float> Value(int node) => _values[node];

    /// <summary>The unchanged output of the convolution's inputs under other weights.</summary>
    public FeatureMap<float> With(int node, FloatOperator op) =>
        FloatOperation.Run(op, [.. _graph.Nodes[node].Inputs.Select(v => _values[v])], _graph.Nodes[node].Shape);

    /// <summary>Power of the logit's change over the power of the logit, if these readers of a value read <paramref name="changed"/> instead.</summary>
    public double NoiseToSignal(int value, FeatureMap<float> changed, Func<int, bool> reads)
    {
        var now = new FeatureMap<float>?[_graph.Nodes.Length];
        for (var i = value + 1; i <= _logit; i++)
        {
            var node = _graph.Nodes[i];
            var inputs = node.Inputs.Select(v => v == value && reads(i) ? changed : now[v]).ToArray();
            if (Array.TrueForAll(inputs, m => m is null))
                continue;
            now[i] = FloatOperation.Run(node.Operator, [.. inputs.Select((m, k) => m ?? _values[node.Inputs[k]])], node.Shape);
        }

        return NoiseToSignal(_values[_logit].Data, (value == _logit ? changed : now[_logit])?.Data);
    }

    private static double NoiseToSignal(float[] signal, float[]? noisy)
    {
        var (noise, power) = (0.0, 0.0);
        for (var k = 0; k < signal.Length; k++)
        {
            double difference = (noisy?[k] ?? signal[k]) - signal[k];
            (noise, power) = (noise + (difference * difference), power + ((double)signal[k] * signal[k]));
        }

        return power == 0 ? 0 : noise / power;
    }
}
