using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Float;

/// <summary>Operators that only move values.</summary>
internal static class RearrangeKernels
{
    public static void CropPad(FloatCropPad op, FeatureMap<float> input, FeatureMap<float> output)
    {
        var (from, to) = (Math.Max(0, -op.Left), Math.Min(output.Shape.Width, input.Shape.Width - op.Left));
        output.Data.AsSpan().Clear();
        for (var c = 0; c < output.Shape.Channels; c++)
        {
            for (var y = 0; y < output.Shape.Height && from < to; y++)
            {
                var row = y + op.Top;
                if (row >= 0 && row < input.Shape.Height)
                    input.Row(c, row)[(from + op.Left)..(to + op.Left)].CopyTo(output.Row(c, y)[from..]);
            }
        }
    }

    public static void DepthToSpace(FloatDepthToSpace op, FeatureMap<float> input, FeatureMap<float> output)
    {
        for (var c = 0; c < output.Shape.Channels; c++)
        {
            for (var y = 0; y < output.Shape.Height; y++)
            {
                var to = output.Row(c, y);
                for (var j = 0; j < op.BlockX; j++)
                {
                    var from = input.Row((((c * op.BlockY) + (y % op.BlockY)) * op.BlockX) + j, y / op.BlockY);
                    for (var x = 0; x < from.Length; x++)
                        to[(x * op.BlockX) + j] = from[x];
                }
            }
        }
    }
}
