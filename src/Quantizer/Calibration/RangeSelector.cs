using System.Collections.Immutable;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Quantizer.Lowering;
using FpgaSeg.Quantizer.Ranges;

namespace FpgaSeg.Quantizer.Calibration;

/// <summary>
/// Chooses scales by what they do: each method's scale is applied to the value on a few calibration images, and the error that this makes at the
/// outputs of its readers decides. A convolution is linear, so its output error is itself applied to the error of its input; for
/// every other reader the value's own error counts. Each is taken relative to the power of what it disturbs.
/// </summary>
internal sealed class RangeSelector(DataflowGraph<FloatNode> graph, IReadOnlyList<ActivationHistogram> histograms, QuantizationOptions options, int threads)
{
    /// <summary>Images on which candidates are compared.</summary>
    public const int Images = 4;

    /// <summary>The scale of every request; <paramref name="images"/> are normalised.</summary>
    public RangeChoice[] Choose(IReadOnlyList<RangeRequest> requests, IReadOnlyList<FeatureMap<float>> images)
    {
        var candidates = requests.Select(CandidatesFor).ToArray();
        var errors = candidates.Select(c => new double[c.Length]).ToArray();
        if (candidates.Any(c => c.Length > 1))
        {
            var runner = new FloatExecutor(graph, threads);
            foreach (var image in images)
            {
                var values = runner.Run(image);
                Parallel.For(0, requests.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, r => Measure(requests[r], candidates[r], errors[r], values));
            }
        }

        return [.. requests.Select((r, i) => Best(r, candidates[i], errors[i], Math.Max(1, images.Count)))];
    }

    private Candidate[] CandidatesFor(RangeRequest request)
    {
        var methods = options.Calibration == CalibrationMethod.Auto ? CalibrationMethods.Single : [options.Calibration];
        var scales = methods.Select(m => new Candidate(m, m.ScaleFor(histograms[request.Value], request.Format)));
        if (options.PowerOfTwo)
            scales = scales.SelectMany(c => new[] { c with { Scale = PowerOfTwo.Above(c.Scale) }, c with { Scale = PowerOfTwo.Below(c.Scale) } });
        // A rectifier with an upper limit is folded into the range, which must then not reach beyond it.
        var limit = RectifierLimit.Of(graph.Nodes[request.Value].Operator);
        var kept = scales.Select(c => c.Scale * request.Format.Max <= limit ? c : c with { Scale = options.PowerOfTwo ? PowerOfTwo.Below(limit / request.Format.Max) : limit / request.Format.Max });
        return [.. kept.DistinctBy(c => c.Scale)];
    }

    private void Measure(RangeRequest request, Candidate[] candidates, double[] errors, FeatureMap<float>[] values)
    {
        if (candidates.Length < 2)
            return;
        var value = values[request.Value];
        for (var c = 0; c < candidates.Length; c++)
        {
            var error = new FeatureMap<float>(value.Shape, [.. value.Data]);
            new ValueRange(request.Format, candidates[c].Scale).Round(error.Data);
            for (var k = 0; k < error.Data.Length; k++)
                error.Data[k] -= value.Data[k];
            errors[c] += request.Readers.Sum(r => RelativeErrorAt(graph.Nodes[r], error, value, values[r]));
        }
    }

    private static double RelativeErrorAt(FloatNode reader, FeatureMap<float> error, FeatureMap<float> value, FeatureMap<float> output)
    {
        if (reader.Operator is not FloatConv2d conv)
            return Power(error.Data) / Math.Max(Power(value.Data), double.Epsilon);
        var linear = conv with { Bias = new float[conv.Bias.Length] };
        return Power(FloatOperation.Run(linear, [error], reader.Shape).Data) / Math.Max(Power(output.Data), double.Epsilon);
    }

    private static double Power(float[] data)
    {
        var sum = 0.0;
        foreach (var x in data)
            sum += (double)x * x;
        return sum;
    }

    private RangeChoice Best(RangeRequest request, Candidate[] candidates, double[] errors, int images)
    {
        var best = 0;
        for (var c = 1; c < candidates.Length; c++)
            best = errors[c] < errors[best] ? c : best;
        var decibels = candidates.Length < 2
            ? ImmutableSortedDictionary<string, double>.Empty
            : candidates.Select((c, i) => (c.Method, Db: 10 * Math.Log10((errors[i] / images) + 1e-30)))
                .GroupBy(p => p.Method)
                .ToImmutableSortedDictionary(g => g.Key.ToString().ToLowerInvariant(), g => g.Min(p => p.Db), StringComparer.Ordinal);
        return new RangeChoice(graph.Nodes[request.Value].Name, request.Format.ToString(), candidates[best].Method, candidates[best].Scale, decibels);
    }

    private sealed record Candidate(CalibrationMethod Method, double Scale);
}
