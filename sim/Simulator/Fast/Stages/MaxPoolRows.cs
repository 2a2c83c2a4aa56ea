using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Simulator.Fast.Rows;

namespace FpgaSeg.Simulator.Fast.Stages;

/// <summary>Rows of a max pooling of bytes: the rows under the window by vectors, then the columns.</summary>
/// <param name="index">The node.</param>
/// <param name="node">The pooling.</param>
/// <param name="input">Layout of what it reads.</param>
/// <param name="output">Layout of its map.</param>
internal sealed unsafe class MaxPoolRows(int index, IntegerNode node, MapLayout input, MapLayout output)
{
    private readonly WindowGeometry _window = ((IntegerMaxPool2d)node.Operator).Window;

    /// <summary>The node.</summary>
    public int Node => index;

    /// <summary>The node whose map is read.</summary>
    public int Input { get; } = node.Inputs[0];

    public int Height => output.Shape.Height;

    public int ScratchBytes => input.RowBytes;

    /// <summary>Row <paramref name="y"/> of all channels.</summary>
    public void Run(StageContext context, byte* scratch, int y)
    {
        for (var c = 0; c < output.Shape.Channels; c++)
            Columns(Tallest(context, scratch, c, y), output.Row(context.Map(index), y).Bytes(c));
    }

    /// <summary>The largest of each column under the window's rows.</summary>
    private byte* Tallest(StageContext context, byte* scratch, int c, int y)
    {
        byte* largest = null, map = context.Map(Input);
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

            context.Kernels.Max(largest, here, scratch, count, input.Format.IsSigned);
            largest = scratch;
        }

        return largest;
    }

    private bool IsHalving => _window is { KernelWidth: 2, StrideX: 2, PadLeft: 0, DilationX: 1 };

    /// <summary>The larger of every two columns, sixteen at a time; gives the columns done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Halve(byte* row, byte* result, byte flip)
    {
        var (top, low) = (Vector128.Create(flip), Vector128.Create((ushort)0xFF));
        var x = 0;
        for (; x + Vector128<byte>.Count <= output.Shape.Width; x += Vector128<byte>.Count)
        {
            var a = (Vector128.Load(row + (2 * x)) ^ top).AsUInt16();
            var b = (Vector128.Load(row + (2 * x) + Vector128<byte>.Count) ^ top).AsUInt16();
            (Vector128.Narrow(Vector128.Max(a & low, a >> 8), Vector128.Max(b & low, b >> 8)) ^ top).Store(result + x);
        }

        return x;
    }

    private void Columns(byte* row, byte* result)
    {
        var flip = input.Format.IsSigned ? 128 : 0;
        for (var x = IsHalving ? Halve(row, result, (byte)flip) : 0; x < output.Shape.Width; x++)
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
