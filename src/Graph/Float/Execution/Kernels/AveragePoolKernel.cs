using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Float;

/// <summary>Mean over bins, summed in double precision: a global pool adds many thousands of values.</summary>
internal static class AveragePoolKernel
{
    public static void Run(FloatAveragePool2d op, FeatureMap<float> input, FeatureMap<float> output)
    {
        for (var c = 0; c < output.Shape.Channels; c++)
        {
            for (var y = 0; y < output.Shape.Height; y++)
            {
                for (var x = 0; x < output.Shape.Width; x++)
                {
                    var (rows, columns) = (op.Rows.Bin(y), op.Columns.Bin(x));
                    var area = (rows.End - rows.Start) * (columns.End - columns.Start);
                    output[c, y, x] = (float)(Sum(input, c, rows, columns) / (op.Divisor ?? area));
                }
            }
        }
    }

    private static double Sum(FeatureMap<float> input, int c, (int Start, int End) rows, (int Start, int End) columns)
    {
        var sum = 0.0;
        for (var y = rows.Start; y < rows.End; y++)
        {
            foreach (var value in input.Row(c, y)[columns.Start..columns.End])
                sum += value;
        }

        return sum;
    }
}
