using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Quantizer.Calibration;

/// <summary>Runs the float graph over the calibration images and keeps one histogram per value.</summary>
public sealed class Calibrator
{
    private readonly IFloatTracer _runner;
    private readonly InputNormalization _normalization;
    private readonly ActivationHistogram[] _histograms;
    private readonly ParallelOptions _parallel;

    public Calibrator(DataflowGraph<FloatNode> graph, IFloatTracer runner, InputNormalization normalization, int threads)
    {
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        (_runner, _normalization) = (runner, normalization);
        _histograms = [.. graph.Nodes.Select(_ => new ActivationHistogram())];
    }

    /// <summary>The histogram of every node's output, by node index.</summary>
    public IReadOnlyList<ActivationHistogram> Histograms => _histograms;

    /// <summary>Adds one image; returns its float values by node index.</summary>
    public FeatureMap<float>[] Add(FeatureMap<byte> pixels)
    {
        var values = _runner.Run(_normalization.Apply(pixels));
        // One histogram per value: the result does not depend on the threads.
        Parallel.For(0, values.Length, _parallel, i => _histograms[i].Add(values[i].Data));
        return values;
    }
}
