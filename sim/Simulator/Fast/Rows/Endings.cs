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

/// <summary>What becomes of one vector of sums before it is stored, not limited yet.</summary>
internal interface IValue<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    static abstract V Of(ChannelEnd end, EndRules rules, int x, V sum);
}

/// <summary>The sums, rounded.</summary>
internal readonly unsafe struct Rounded<L, V> : IValue<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of(ChannelEnd end, EndRules rules, int x, V sum) => end.Scale->IsDouble
        ? L.ScaleDouble(sum, end.Scale->DoubleFactor, end.Scale->DoubleOffset)
        : L.ScaleFloat(sum, L.SplatFloat(end.Scale->Factor), L.SplatFloat(end.Scale->Offset));
}

/// <summary>The rounded sums plus the other map's values.</summary>
internal readonly unsafe struct RoundedAndAdded<L, V> : IValue<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of(ChannelEnd end, EndRules rules, int x, V sum)
    {
        var rounded = Rounded<L, V>.Of(end, rules, x, sum);
        var term = L.Min(L.Max(rounded, L.Load(rules.Constants + EndingConstants.TermLow)), L.Load(rules.Constants + EndingConstants.TermHigh));
        var other = L.Multiply(L.LoadBytes(end.Other + x, rules.OtherIsSigned), L.Load(rules.Constants + EndingConstants.MultiplierB));
        var both = L.Add(L.Multiply(term, L.Load(rules.Constants + EndingConstants.MultiplierA)), other);
        return L.ShiftRight(L.Add(both, L.Load(rules.Constants + EndingConstants.Half)), rules.Shift);
    }
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

/// <summary>Values as bytes: <see cref="EndingKind.Bytes"/> and <see cref="EndingKind.AddBytes"/>.</summary>
/// <typeparam name="L">The lanes.</typeparam>
/// <typeparam name="V">The vector.</typeparam>
/// <typeparam name="T">What the values are.</typeparam>
internal readonly unsafe struct BytesEnding<L, V, T> : IEnding<L, V>
    where L : struct, ILanes<V>
    where V : struct
    where T : struct, IValue<L, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void One(ChannelEnd end, EndRules rules, int x, V low, V high) => L.StoreBytes(
        end.Output + x,
        T.Of(end, rules, x, low),
        T.Of(end, rules, x + L.Count, high),
        L.Load(rules.Constants + EndingConstants.ByteLow),
        L.Load(rules.Constants + EndingConstants.ByteHigh),
        L.Load(rules.Constants + EndingConstants.ByteFlip));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Two(ChannelEnd first, ChannelEnd second, EndRules rules, int x, V low, V high, V secondLow, V secondHigh)
    {
        One(first, rules, x, low, high);
        One(second, rules, x, secondLow, secondHigh);
    }
}

/// <summary>
/// Values as pairs, <see cref="EndingKind.Pairs"/> and <see cref="EndingKind.AddPairs"/>; a channel without a second one leaves anything in its pairs' high half.
/// </summary>
/// <typeparam name="L">The lanes.</typeparam>
/// <typeparam name="V">The vector.</typeparam>
/// <typeparam name="T">What the values are.</typeparam>
internal readonly unsafe struct PairsEnding<L, V, T> : IEnding<L, V>
    where L : struct, ILanes<V>
    where V : struct
    where T : struct, IValue<L, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void One(ChannelEnd end, EndRules rules, int x, V low, V high) => Two(end, end, rules, x, low, high, low, high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Two(ChannelEnd first, ChannelEnd second, EndRules rules, int x, V low, V high, V secondLow, V secondHigh)
    {
        Store(first.Output, rules, x, T.Of(first, rules, x, low), T.Of(second, rules, x, secondLow));
        Store(first.Output, rules, x + L.Count, T.Of(first, rules, x + L.Count, high), T.Of(second, rules, x + L.Count, secondHigh));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(byte* output, EndRules rules, int x, V first, V second) => L.StorePairs(
        (int*)output + x,
        first,
        second,
        L.Load(rules.Constants + EndingConstants.PairCentre),
        L.Load(rules.Constants + EndingConstants.PairLow),
        L.Load(rules.Constants + EndingConstants.PairHigh));
}
