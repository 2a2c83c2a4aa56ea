using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Float;

/// <summary>
/// Convolution, row by row: the input rows of one output row are laid out with their padding, then each output channel is a sum of
/// shifted, weighted rows. Dense, grouped, depthwise and pointwise are the same loop.
/// </summary>
internal static class ConvKernels
{
    public static void Run(FloatConv2d op, FeatureMap<float> input, FeatureMap<float> output, int threads)
    {
        var weights = new ConvWeights(op);
        var height = output.Shape.Height;
        if (threads == 1)
        {
            Band(op, weights, input, output, 0, height);
            return;
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        Parallel.For(0, threads, options, t => Band(op, weights, input, output, height * t / threads, height * (t + 1) / threads));
    }

    /// <summary>Output rows <paramref name="first"/> to <paramref name="end"/> - 1.</summary>
    private static void Band(
        FloatConv2d op, ConvWeights weights, FeatureMap<float> input, FeatureMap<float> output, int first, int end)
    {
        var rows = new ConvRows(op, output.Shape.Width);
        for (var y = first; y < end; y++)
        {
            for (var group = 0; group < op.Groups; group++)
            {
                rows.Fill(input, group, y);
                Group(rows, weights, output, group, y);
            }
        }
    }

    private static void Group(ConvRows rows, ConvWeights weights, FeatureMap<float> output, int group, int y)
    {
        var first = group * weights.OutputsPerGroup;
        var o = first;
        for (; o <= first + weights.OutputsPerGroup - ConvWeights.Block; o += ConvWeights.Block)
            RowDots.Four(rows, weights.Blocked(o), weights.Bias.AsSpan(o), output, o, y);
        for (; o < first + weights.OutputsPerGroup; o++)
            RowDots.One(rows, weights.Single(o), weights.Bias[o], output.Row(o, y));
    }
}
