using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Simulator.Reference;

/// <summary>docs/fixed-point.md section 5, Conv2d: dense, grouped, depthwise and pointwise are one formula.</summary>
internal static class Conv2dKernel
{
    public static FeatureMap<int> Run(IntegerConv2d op, KernelCall call, int threads)
    {
        var output = new FeatureMap<int>(call.Node.Shape);
        Parallel.For(
            0,
            output.Shape.Channels,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            o => OutputChannel(op, call, output, o));
        return output;
    }

    private static void OutputChannel(IntegerConv2d op, KernelCall call, FeatureMap<int> output, int o)
    {
        // 32 bits hold every accumulator: the package reader refuses a graph whose bound is wider.
        var accumulators = new int[output.Shape.Width];
        for (var y = 0; y < output.Shape.Height; y++)
        {
            Array.Clear(accumulators);
            AccumulateRow(op, call.Input, accumulators, o, y);
            var row = output.Row(o, y);
            for (var x = 0; x < row.Length; x++)
            {
                var accumulator = accumulators[x];
                if (!op.RectifierBias.IsEmpty)
                    accumulator = Math.Max(accumulator + op.RectifierBias[o], 0);
                row[x] = op.Requantizer.Apply(accumulator, o, call.Node.Format);
            }
        }
    }

    /// <summary>Adds the products of every tap to one row of accumulators; taps outside the map add nothing.</summary>
    private static void AccumulateRow(IntegerConv2d op, FeatureMap<int> input, int[] accumulators, int o, int y)
    {
        var (window, shape) = (op.Window, op.Kernel.Shape);
        var firstInput = o / (shape.OutChannels / op.Groups) * shape.InChannelsPerGroup;
        for (var i = 0; i < shape.InChannelsPerGroup; i++)
        {
            for (var ky = 0; ky < shape.Height; ky++)
            {
                var inputY = (y * window.StrideY) - window.PadTop + (ky * window.DilationY);
                if (inputY < 0 || inputY >= input.Shape.Height)
                    continue;
                var row = input.Row(firstInput + i, inputY);
                for (var kx = 0; kx < shape.Width; kx++)
                    AccumulateTap(op.Kernel[o, i, ky, kx], row, accumulators, (kx * window.DilationX) - window.PadLeft, window.StrideX);
            }
        }
    }

    /// <summary>accumulators[x] += weight * row[x * stride + offset] wherever that column exists.</summary>
    private static void AccumulateTap(int weight, ReadOnlySpan<int> row, Span<int> accumulators, int offset, int stride)
    {
        var first = offset >= 0 ? 0 : (-offset + stride - 1) / stride;
        var end = Math.Min(accumulators.Length, offset >= row.Length ? 0 : ((row.Length - 1 - offset) / stride) + 1);
        for (var x = first; x < end; x++)
            accumulators[x] += weight * row[(x * stride) + offset];
    }
}
