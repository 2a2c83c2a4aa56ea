using System.Runtime.Intrinsics;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Quantizer.Equalization;

/// <summary>Mean square of every channel of every value over calibration images; values that are no numbers are left out.</summary>
internal sealed class ChannelPower(DataflowGraph<FloatNode> graph, InputNormalization normalization, int threads)
{
    private readonly FloatExecutor _runner = new(graph, threads);
    private readonly double[][] _sums = [.. graph.Nodes.Select(n => new double[n.Shape.Channels])];
    private int _images;

    /// <summary>Adds one image.</summary>
    public void Add(FeatureMap<byte> pixels)
    {
        var values = _runner.Run(normalization.Apply(pixels));
        _images++;
        // One thread per value: the sums do not depend on the threads.
        Parallel.For(0, values.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            for (var c = 0; c < _sums[i].Length; c++)
                _sums[i][c] += MeanSquare(values[i].Channel(c));
        });
    }

    /// <summary>The root of the mean square of one channel.</summary>
    public double RootMeanSquare(int node, int channel) => Math.Sqrt(_sums[node][channel] / Math.Max(1, _images));

    /// <summary>Eight sums side by side on every machine, so that the result does not depend on its vectors.</summary>
    private static double MeanSquare(ReadOnlySpan<float> values)
    {
        var (even, odd) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var done = 0;
        for (; done + Vector256<float>.Count <= values.Length; done += Vector256<float>.Count)
        {
            var group = Vector256.Create(values.Slice(done, Vector256<float>.Count));
            var (low, high) = Vector256.Widen(Vector256.ConditionalSelect(Vector256.IsFinite(group), group, Vector256<float>.Zero));
            even += low * low;
            odd += high * high;
        }

        var sum = Vector256.Sum(even + odd);
        for (; done < values.Length; done++)
            sum += float.IsFinite(values[done]) ? (double)values[done] * values[done] : 0;
        return sum / values.Length;
    }
}
