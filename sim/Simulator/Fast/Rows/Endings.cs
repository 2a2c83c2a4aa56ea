using System.Runtime.CompilerServices;
using FpgaSeg.Simulator.Fast.Lanes;

namespace FpgaSeg.Simulator.Fast.Rows;

/// <summary>What becomes of sums while they are still in registers.</summary>
internal enum EndingKind
{
    /// <summary>They are stored as they are.</summary>
    Sums,

    /// <summary>Rounded to bytes.</summary>
    Bytes,

    /// <summary>Rounded, two channels to pairs.</summary>
    Pairs,

    /// <summary>Rounded, a value of another map added, rounded to bytes.</summary>
    AddBytes,

    /// <summary>The same, to pairs.</summary>
    AddPairs,
}

/// <summary>Where one output channel's row goes.</summary>
/// <param name="scale">Its rounding rule.</param>
/// <param name="output">Its row, or the row of the pair that it is the first of.</param>
/// <param name="other">The row that is added.</param>
internal readonly unsafe struct ChannelEnd(ScaleCell* scale, byte* output, byte* other)
{
    public readonly ScaleCell* Scale = scale;

    public readonly byte* Output = output;

    public readonly byte* Other = other;
}

/// <summary>What all channels share.</summary>
/// <param name="constants">In the order of <see cref="EndingConstants"/>.</param>
/// <param name="shift">Of the sum of two maps.</param>
/// <param name="otherIsSigned">Whether the other map's bytes are.</param>
internal readonly unsafe struct EndRules(int* constants, int shift, bool otherIsSigned)
{
    public readonly int* Constants = constants;

    public readonly int Shift = shift;

    public readonly bool OtherIsSigned = otherIsSigned;
}

/// <summary>One way to end: 2 * Count columns from <c>x</c> on, of one channel or of two.</summary>
internal interface IEnding<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    static abstract void One(ChannelEnd end, EndRules rules, int x, V low, V high);

    static abstract void Two(ChannelEnd first, ChannelEnd second, EndRules rules, int x, V low, V high, V secondLow, V secondHigh);
}

/// <summary>The parts that endings have in common.</summary>
internal static unsafe class Ending<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Scale(ScaleCell* cell, V sum) => cell->IsDouble
        ? L.ScaleDouble(sum, cell->DoubleFactor, cell->DoubleOffset)
        : L.ScaleFloat(sum, L.SplatFloat(cell->Factor), L.SplatFloat(cell->Offset));

    /// <summary>The rounded value plus the other map's, not limited yet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ScaleAndAdd(ChannelEnd end, EndRules rules, int x, V sum)
    {
        var term = L.Min(L.Max(Scale(end.Scale, sum), Constant(rules, EndingConstants.TermLow)), Constant(rules, EndingConstants.TermHigh));
        var other = L.Multiply(L.LoadBytes(end.Other + x, rules.OtherIsSigned), Constant(rules, EndingConstants.MultiplierB));
        var both = L.Add(L.Multiply(term, Constant(rules, EndingConstants.MultiplierA)), other);
        return L.ShiftRight(L.Add(both, Constant(rules, EndingConstants.Half)), rules.Shift);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(ChannelEnd end, EndRules rules, int x, V low, V high) => L.StoreBytes(
        end.Output + x, low, high, Constant(rules, EndingConstants.ByteLow), Constant(rules, EndingConstants.ByteHigh), Constant(rules, EndingConstants.ByteFlip));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePairs(ChannelEnd end, EndRules rules, int x, V first, V second) => L.StorePairs(
        (int*)end.Output + x, first, second, Constant(rules, EndingConstants.PairCentre), Constant(rules, EndingConstants.PairLow), Constant(rules, EndingConstants.PairHigh));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Constant(EndRules rules, int at) => L.Load(rules.Constants + at);
}

/// <summary><see cref="EndingKind.Sums"/>.</summary>
internal readonly unsafe struct SumsEnding<L, V> : IEnding<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void One(ChannelEnd end, EndRules rules, int x, V low, V high)
    {
        L.Store((int*)end.Output + x, low);
        L.Store((int*)end.Output + x + L.Count, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Two(ChannelEnd first, ChannelEnd second, EndRules rules, int x, V low, V high, V secondLow, V secondHigh)
    {
        One(first, rules, x, low, high);
        One(second, rules, x, secondLow, secondHigh);
    }
}

/// <summary><see cref="EndingKind.Bytes"/>.</summary>
internal readonly unsafe struct BytesEnding<L, V> : IEnding<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void One(ChannelEnd end, EndRules rules, int x, V low, V high) =>
        Ending<L, V>.StoreBytes(end, rules, x, Ending<L, V>.Scale(end.Scale, low), Ending<L, V>.Scale(end.Scale, high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Two(ChannelEnd first, ChannelEnd second, EndRules rules, int x, V low, V high, V secondLow, V secondHigh)
    {
        One(first, rules, x, low, high);
        One(second, rules, x, secondLow, secondHigh);
    }
}

/// <summary><see cref="EndingKind.Pairs"/>; a channel without a second one leaves anything in its pairs' high half.</summary>
internal readonly unsafe struct PairsEnding<L, V> : IEnding<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void One(ChannelEnd end, EndRules rules, int x, V low, V high) => Two(end, end, rules, x, low, high, low, high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Two(ChannelEnd first, ChannelEnd second, EndRules rules, int x, V low, V high, V secondLow, V secondHigh)
    {
        Ending<L, V>.StorePairs(first, rules, x, Ending<L, V>.Scale(first.Scale, low), Ending<L, V>.Scale(second.Scale, secondLow));
        Ending<L, V>.StorePairs(first, rules, x + L.Count, Ending<L, V>.Scale(first.Scale, high), Ending<L, V>.Scale(second.Scale, secondHigh));
    }
}

/// <summary><see cref="EndingKind.AddBytes"/>.</summary>
internal readonly unsafe struct AddBytesEnding<L, V> : IEnding<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void One(ChannelEnd end, EndRules rules, int x, V low, V high) => Ending<L, V>.StoreBytes(
        end, rules, x, Ending<L, V>.ScaleAndAdd(end, rules, x, low), Ending<L, V>.ScaleAndAdd(end, rules, x + L.Count, high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Two(ChannelEnd first, ChannelEnd second, EndRules rules, int x, V low, V high, V secondLow, V secondHigh)
    {
        One(first, rules, x, low, high);
        One(second, rules, x, secondLow, secondHigh);
    }
}

/// <summary><see cref="EndingKind.AddPairs"/>.</summary>
internal readonly unsafe struct AddPairsEnding<L, V> : IEnding<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void One(ChannelEnd end, EndRules rules, int x, V low, V high) => Two(end, end, rules, x, low, high, low, high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Two(ChannelEnd first, ChannelEnd second, EndRules rules, int x, V low, V high, V secondLow, V secondHigh)
    {
        Ending<L, V>.StorePairs(first, rules, x, Ending<L, V>.ScaleAndAdd(first, rules, x, low), Ending<L, V>.ScaleAndAdd(second, rules, x, secondLow));
        Ending<L, V>.StorePairs(
            first, rules, x + L.Count, Ending<L, V>.ScaleAndAdd(first, rules, x + L.Count, high), Ending<L, V>.ScaleAndAdd(second, rules, x + L.Count, secondHigh));
    }
}
