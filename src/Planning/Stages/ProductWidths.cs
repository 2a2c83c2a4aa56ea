using System.Collections.Immutable;
using System.Numerics;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Planning.Stages;

/// <summary>Bits that acc * M + B + half can take, from the actual weights and constants.</summary>
internal static class ProductWidths
{
    /// <summary>Signed bits of the widest sum of a node's rounding rule; 0 for operators without one.</summary>
    public static int BitsOf(IntegerNode node, ImmutableArray<IntegerNode> inputs) => node.Operator switch
    {
        IntegerConv2d conv => Widest(conv.Requantizer, c => ChannelRange(conv, c, inputs[0].Format)),
        IntegerAffine affine => Widest(affine.Requantizer, _ => (inputs[0].Format.Min, inputs[0].Format.Max)),
        IntegerAdd add => SumBits(add, inputs[0].Format, inputs[1].Format),
        IntegerMul mul => ScaledBits(Magnitude(inputs[0].Format) * Magnitude(inputs[1].Format), [mul.Multiplier], mul.Shift),
        IntegerPRelu relu => ScaledBits(Magnitude(inputs[0].Format), [relu.PositiveMultiplier, .. relu.NegativeMultipliers], relu.Shift),
        IntegerAveragePool2d pool => ScaledBits(
            BigInteger.One << (AccumulatorWidths.BitsOf(pool, inputs[0].Format) - 1), pool.Multipliers, pool.Shift),
        IntegerResize2d resize => ScaledBits(
            Magnitude(inputs[0].Format) * resize.Rows.TotalWeight * resize.Columns.TotalWeight, [resize.Multiplier], resize.Shift),
        _ => 0,
    };

    private static (long Low, long High) ChannelRange(IntegerConv2d conv, int channel, NumberFormat input)
    {
        var range = AccumulatorRange.OfChannel(conv.Kernel.Output(channel), input);
        if (conv.RectifierBias.IsEmpty)
            return (range.Low, range.High);
        return (0, Math.Max(0, range.High + conv.RectifierBias[channel]));
    }

    private static int Widest(Requantizer rule, Func<int, (long Low, long High)> range)
    {
        var widest = 0;
        for (var c = 0; c < rule.Multipliers.Length; c++)
        {
            var (low, high) = range(c);
            BigInteger multiplier = rule.Multipliers[c], offset = new BigInteger(rule.Offsets[c]) + rule.Half;
            widest = Math.Max(widest, Bits((low * multiplier) + offset, (high * multiplier) + offset, offset));
        }

        return widest;
    }

    private static int SumBits(IntegerAdd add, NumberFormat a, NumberFormat b) =>
        Bits((Magnitude(a) * Math.Abs(add.MultiplierA)) + (Magnitude(b) * Math.Abs(add.MultiplierB)) + Half(add.Shift));

    private static int ScaledBits(BigInteger largest, IEnumerable<int> multipliers, int shift) =>
        Bits((largest * multipliers.Max(m => Math.Abs(m))) + Half(shift));

    private static BigInteger Magnitude(NumberFormat format) => Math.Max(-(long)format.Min, format.Max);

    private static BigInteger Half(int shift) => shift == 0 ? 0 : BigInteger.One << (shift - 1);

    private static int Bits(params BigInteger[] values) => values.Max(v => (int)v.GetBitLength()) + 1;
}
