using FpgaSeg.Core.FixedPoint;

namespace FpgaSeg.Graph.Integer;

/// <summary>The exact interval an accumulator can take, from the actual weights and the input format: a bound, not a guess.</summary>
public readonly record struct AccumulatorRange(long Low, long High)
{
    /// <summary>The narrowest signed format that holds the interval.</summary>
    public NumberFormat Format => NumberFormat.SignedFor(Low, High);

    /// <summary>The interval over all output channels: every partial sum, padding, and the rectifier's bias if there is one.</summary>
    public static AccumulatorRange Of(IntegerConv2d conv, NumberFormat input)
    {
        long low = 0, high = 0;
        for (var o = 0; o < conv.Kernel.Shape.OutChannels; o++)
        {
            var channel = OfChannel(conv, input, o);
            (low, high) = (Math.Min(low, channel.Low), Math.Max(high, channel.High));
        }

        return new AccumulatorRange(low, high);
    }

    /// <summary>The interval of output channel <paramref name="o"/>, before and after its rectifier's bias.</summary>
    public static AccumulatorRange OfChannel(IntegerConv2d conv, NumberFormat input, int o)
    {
        var sum = OfChannel(conv.Kernel.Output(o), input);
        if (conv.RectifierBias.IsEmpty)
            return sum;
        var bias = (long)conv.RectifierBias[o];
        return new AccumulatorRange(Math.Min(sum.Low, sum.Low + bias), Math.Max(sum.High, sum.High + bias));
    }

    /// <summary>The interval of one channel's sum of products. Padding can leave out any tap, so each product counts only where it widens it.</summary>
    public static AccumulatorRange OfChannel(ReadOnlySpan<sbyte> weights, NumberFormat input)
    {
        long low = 0, high = 0;
        foreach (var weight in weights)
        {
            long a = (long)weight * input.Min, b = (long)weight * input.Max;
            low += Math.Min(0, Math.Min(a, b));
            high += Math.Max(0, Math.Max(a, b));
        }

        return new AccumulatorRange(low, high);
    }
}
