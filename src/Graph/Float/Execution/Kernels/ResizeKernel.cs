using System.Numerics;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Float;

/// <summary>Nearest and bilinear resizing: rows are mixed first, then columns.</summary>
internal static class ResizeKernel
{
    public static void Run(FloatResize2d op, FeatureMap<float> input, FeatureMap<float> output)
    {
        var columns = Enumerable.Range(0, op.Columns.OutputSize).Select(op.Columns.Sources).ToArray();
        var mixed = new float[input.Shape.Width];
        for (var c = 0; c < input.Shape.Channels; c++)
        {
            for (var y = 0; y < output.Shape.Height; y++)
            {
                var (first, second, weight) = op.Rows.Sources(y);
                MixRows(input.Row(c, first), input.Row(c, second), (float)weight / op.Rows.TotalWeight, mixed);
                MixColumns(mixed, columns, 1f / op.Columns.TotalWeight, output.Row(c, y));
            }
        }
    }

    private static void MixRows(ReadOnlySpan<float> first, ReadOnlySpan<float> second, float share, Span<float> mixed)
    {
        if (share == 0)
        {
            first.CopyTo(mixed);
            return;
        }

        var i = 0;
        for (; i <= mixed.Length - Vector<float>.Count; i += Vector<float>.Count)
            ((new Vector<float>(first[i..]) * (1 - share)) + (new Vector<float>(second[i..]) * share)).CopyTo(mixed[i..]);
        for (; i < mixed.Length; i++)
            mixed[i] = (first[i] * (1 - share)) + (second[i] * share);
    }

    private static void MixColumns(ReadOnlySpan<float> mixed, ReadOnlySpan<(int First, int Second, int Weight)> columns, float unit, Span<float> output)
    {
        for (var x = 0; x < output.Length; x++)
        {
            var (first, second, weight) = columns[x];
            var share = weight * unit;
            output[x] = (mixed[first] * (1 - share)) + (mixed[second] * share);
        }
    }
}
