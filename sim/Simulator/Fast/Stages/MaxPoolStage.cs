using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Simulator.Fast.Rows;

namespace FpgaSeg.Simulator.Fast.Stages;

/// <summary>Max pooling of bytes: the rows under the window by vectors, then the columns.</summary>
internal sealed unsafe class MaxPoolStage(int index, IntegerNode node, MapLayout input, MapLayout output) : Stage([index], [.. node.Inputs])
{
    private readonly WindowGeometry _window = ((IntegerMaxPool2d)node.Operator).Window;

    public override int Rows => output.Shape.Height;

    public override int ScratchBytes => input.RowBytes;

    public override void Run(StageContext context, int first, int end)
    {
        for (var y = first; y < end; y++)
        {
            for (var c = 0; c < output.Shape.Channels; c++)
                Columns(Tallest(context, c, y), output.Row(context.Map(Target), y).Bytes(c));
        }
    }

    /// <summary>The largest of each column under the window's rows.</summary>
    private byte* Tallest(StageContext context, int c, int y)
    {
        byte* largest = null, map = context.Map(Reads[0]);
        var count = context.Kernels.Columns(input.Shape.Width);
        for (var ky = 0; ky < _window.KernelHeight; ky++)
        {
            var row = (y * _window.StrideY) - _window.PadTop + (ky * _window.DilationY);
            if (row < 0 || row >= input.Shape.Height)
                continue;
            var here = input.Row(map, row).Bytes(c);
            if (largest is null)
            {
                largest = here;
                continue;
            }

            context.Kernels.Max(largest, here, context.Scratch, count, input.Format.IsSigned);
            largest = context.Scratch;
        }

        return largest;
    }

    private void Columns(byte* row, byte* result)
    {
        var flip = input.Format.IsSigned ? 128 : 0;
        for (var x = 0; x < output.Shape.Width; x++)
        {
            var left = (x * _window.StrideX) - _window.PadLeft;
            var largest = -1;
            for (var kx = 0; kx < _window.KernelWidth; kx++)
            {
                var column = left + (kx * _window.DilationX);
                if (column >= 0 && column < input.Shape.Width)
                    largest = Math.Max(largest, row[column] ^ flip);
            }

            result[x] = (byte)(largest ^ flip);
        }
    }
}
