using System.Runtime.Intrinsics;
using FpgaSeg.Simulator.Fast.Lanes;

namespace FpgaSeg.Simulator.Fast.Rows;

/// <summary>
/// The inner loops, on rows of one channel. <c>count</c> is a multiple of <see cref="Granule"/>; rows have room for it, and what lies beyond
/// the map's width is computed but never read.
/// </summary>
internal abstract unsafe class RowKernels(int granule)
{
    /// <summary>Row lengths in buffers are multiples of this, enough for every instruction set.</summary>
    public const int Alignment = 64;

    /// <summary>Columns that the loops take at a time, a power of two.</summary>
    public int Granule { get; } = granule;

    /// <summary>Whether <see cref="Lookup"/> takes vectors: then it is faster than computing what the table holds.</summary>
    public abstract bool LooksUp { get; }

    /// <summary>The kernels of an instruction set.</summary>
    public static RowKernels Of(InstructionSet set) => set switch
    {
        InstructionSet.Portable => new RowKernels<PortableLanes, int>(),
        InstructionSet.Vector128 => new RowKernels<Lanes128, Vector128<int>>(),
        InstructionSet.Vector256 => new RowKernels<Lanes256, Vector256<int>>(),
        _ => new RowKernels<Lanes512, Vector512<int>>(),
    };

    public static int Align(int count) => (count + Alignment - 1) / Alignment * Alignment;

    public int Columns(int width) => (width + Granule - 1) & -Granule;

    /// <summary>Planes of pairs of 16-bit integers: plane k at x holds the bytes a = rows[k * step + x] and a[second], with zeros around the row.</summary>
    public abstract void PackPairs(in PairRows rows, in PairEdges edges, int count, bool signed);

    /// <summary>Outputs of one row of a convolution: the sums over taps of pairs . weights, and what <paramref name="kind"/> makes of them.</summary>
    public abstract void Convolve(EndingKind kind, in ConvRow row);

    /// <summary>sums[x] = max(sums[x] + bias, 0).</summary>
    public abstract void Rectify(int* sums, int bias, int count);

    /// <summary>integers[x] = bytes[x], widened.</summary>
    public abstract void Widen(byte* bytes, int* integers, int count, bool signed);

    /// <summary>The rounding rule for one channel with a proven form in floating point, on bytes.</summary>
    public abstract void Affine(byte* input, bool signed, ChannelScale scale, ByteRange range, byte* output, int count);

    /// <summary>The same on accumulators.</summary>
    public abstract void ScaleToBytes(int* sums, ChannelScale scale, ByteRange range, byte* output, int count);

    /// <summary>The rounding rule for two channels, as pairs for a convolution that follows.</summary>
    public abstract void ScaleToPairs(int* first, ChannelScale firstScale, int* second, ChannelScale secondScale, ByteRange range, int* pairs, int count);

    /// <summary>(a * MultiplierA + b * MultiplierB + Half) >> Shift, limited.</summary>
    public abstract void Add(SumOperand a, SumOperand b, SumScale scale, ByteRange range, byte* output, int count);

    /// <summary>output[x] = table[input[x]], 256 bytes of it. Rows have room for a multiple of <see cref="Alignment"/>.</summary>
    public abstract void Lookup(byte* input, byte* table, byte* output, int count);

    /// <summary>row[2 * x] = even[x] and row[2 * x + 1] = odd[x].</summary>
    public abstract void Interleave(byte* even, byte* odd, byte* row, int count);

    /// <summary>The larger of two rows.</summary>
    public abstract void Max(byte* a, byte* b, byte* larger, int count, bool signed);
}

/// <summary>Rows of bytes that become planes of pairs.</summary>
/// <param name="rows">The first row.</param>
/// <param name="step">Bytes from one plane's row to the next one's.</param>
/// <param name="second">Bytes from a pair's first integer to its second.</param>
/// <param name="planes">Column 0 of the first plane.</param>
/// <param name="planeStride">Integers from plane to plane.</param>
/// <param name="count">Planes.</param>
/// <param name="lastIsSingle">Whether the last plane has no second integer: it takes the first one twice, for a weight of 0.</param>
internal readonly unsafe struct PairRows(byte* rows, nint step, nint second, int* planes, nint planeStride, int count, bool lastIsSingle)
{
    public readonly byte* Rows = rows;

    public readonly nint Step = step;

    public readonly nint Second = second;

    public readonly int* Planes = planes;

    public readonly nint PlaneStride = planeStride;

    public readonly int Count = count;

    public readonly bool LastIsSingle = lastIsSingle;
}

/// <summary>What is around a row's columns in its plane.</summary>
/// <param name="left">Columns before the first one.</param>
/// <param name="width">Columns of the row.</param>
/// <param name="right">Columns after the last one; there is room for a multiple of <see cref="RowKernels.Alignment"/>.</param>
/// <param name="distance">Where a pair is two columns of one row: from the first to the second; else 0.</param>
internal readonly struct PairEdges(int left, int width, int right, int distance)
{
    public readonly int Left = left;

    public readonly int Width = width;

    public readonly int Right = right;

    public readonly int Distance = distance;
}

/// <summary>One channel's factor and offset in the centred domain of <see cref="ByteRange"/>, in single precision unless that is not enough.</summary>
internal readonly record struct ChannelScale(double Factor, double Offset, bool IsDouble);

/// <summary>A row of a sum's operand.</summary>
internal readonly unsafe struct SumOperand(byte* row, bool signed, int multiplier)
{
    public readonly byte* Row = row;

    public readonly bool Signed = signed;

    public readonly int Multiplier = multiplier;
}

/// <summary>Half, with the centre taken off, and S.</summary>
internal readonly record struct SumScale(int Half, int Shift);
