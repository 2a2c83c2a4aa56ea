namespace FpgaSeg.Core.Imaging;

/// <summary>
/// The weights of one axis of a bilinear resize: a triangle that widens with the scale when shrinking, in fixed point of 22 bits, so that
/// the results are PIL's to the byte. Output i is the sum of Weights[i][k] x input First[i] + k.
/// </summary>
internal sealed class ResizeKernel
{
    internal const int Precision = 22;

    private ResizeKernel(int[] first, int[][] weights) => (First, Weights) = (first, weights);

    /// <summary>First input sample of each output.</summary>
    internal int[] First { get; }

    /// <summary>Weights of each output; they sum to about 2^22.</summary>
    internal int[][] Weights { get; }

    internal static ResizeKernel Create(int input, int output)
    {
        var scale = (double)input / output;
        var support = Math.Max(scale, 1.0);
        var first = new int[output];
        var weights = new int[output][];
        for (var i = 0; i < output; i++)
        {
            var centre = (i + 0.5) * scale;
            var start = Math.Max((int)(centre - support + 0.5), 0);
            var end = Math.Min((int)(centre + support + 0.5), input);
            first[i] = start;
            weights[i] = Normalize(start, end - start, centre, support);
        }
        return new ResizeKernel(first, weights);
    }

    private static int[] Normalize(int start, int count, double centre, double support)
    {
        var real = new double[count];
        var sum = 0.0;
        for (var k = 0; k < count; k++)
        {
            real[k] = Math.Max(0.0, 1.0 - Math.Abs((k + start - centre + 0.5) * (1.0 / support)));
            sum += real[k];
        }
        return Array.ConvertAll(real, weight => (int)(0.5 + ((sum == 0.0 ? weight : weight / sum) * (1 << Precision))));
    }
}
