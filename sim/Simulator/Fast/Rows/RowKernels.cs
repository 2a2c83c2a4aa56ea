using System.Runtime.Intrinsics;
using FpgaSeg.Simulator.Fast.Lanes;

namespace FpgaSeg.Simulator.Fast.Rows;

/// <summary>
/// The inner loops, on rows of one channel. <c>count</c> is a multiple of <see cref="Granule"/>; rows have room for it, and what lies beyond
/// the map's width is computed but never read.
/// </summary>
internal abstract unsafe class RowKernels
{
    /// <summary>Row lengths in buffers are multiples of this, enough for every instruction set.</summary>
    public const int Alignment = 64;

    /// <summary>Columns that the loops take at a time.</summary>
    public abstract int Granule { get; }

    /// <summary>The kernels of an instruction set.</summary>
    public static RowKernels Of(InstructionSet set) => set switch
    {
        InstructionSet.Portable => new RowKernels<PortableLanes, int>(),
        InstructionSet.Vector128 => new RowKernels<Lanes128, Vector128<int>>(),
        InstructionSet.Vector256 => new RowKernels<Lanes256, Vector256<int>>(),
        _ => new RowKernels<Lanes512, Vector512<int>>(),
    };

    public static int Align(int count) => (count + Alignment - 1) / Alignment * Alignment;

    public int Columns(int width) => (width + Granule - 1) / Granule * Granule;

    /// <summary>pairs[i] = (a[i], b[i]) as 16-bit integers.</summary>
    public abstract void PackPairs(byte* a, byte* b, int* pairs, int count, bool signed);

    /// <summary>Four output rows: sums[k][x] = sum over taps t of rows[offsets[t] + x] . weights[4 t + k]; the rows stand <paramref name="stride"/> apart.</summary>
    public abstract void FourSums(int* rows, Taps taps, int* sums, int stride, int count);

    /// <summary>One output row: sums[x] = sum over taps t of rows[offsets[t] + x] . weights[t].</summary>
    public abstract void OneSum(int* rows, Taps taps, int* sums, int count);

    /// <summary>sums[x] = max(sums[x] + bias, 0).</summary>
    public abstract void Rectify(int* sums, int bias, int count);

    /// <summary>integers[x] = bytes[x], widened.</summary>
    public abstract void Widen(byte* bytes, int* integers, int count, bool signed);

    /// <summary>The rounding rule for one channel with a proven form in floating point.</summary>
    public abstract void ScaleToBytes(int* sums, ChannelScale scale, ByteRange range, byte* output, int count);

    /// <summary>The rounding rule for two channels, as pairs for a convolution that follows.</summary>
    public abstract void ScaleToPairs(int* first, ChannelScale firstScale, int* second, ChannelScale secondScale, ByteRange range, int* pairs, int count);

    /// <summary>(a * MultiplierA + b * MultiplierB + Half) >> Shift, limited.</summary>
    public abstract void Add(SumOperand a, SumOperand b, SumScale scale, ByteRange range, byte* output, int count);

    /// <summary>The larger of two rows.</summary>
    public abstract void Max(byte* a, byte* b, byte* larger, int count, bool signed);
}

/// <summary>Where a sum's products come from: Count offsets into the rows and, tap by tap, the weights' pairs.</summary>
internal readonly unsafe struct Taps(int* offsets, int* weights, int count)
{
    public readonly int* Offsets = offsets;

    public readonly int* Weights = weights;

    public readonly int Count = count;
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
