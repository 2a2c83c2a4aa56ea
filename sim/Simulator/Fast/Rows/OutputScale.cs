using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Simulator.Fast.Rows;

/// <summary>The rounding rule of one node, per channel in the fastest form that is proven to be equal, applied to rows of accumulators.</summary>
internal sealed unsafe class OutputScale
{
    private readonly Requantizer _rule;
    private readonly NumberFormat _format;
    private readonly ByteRange _range;
    private readonly ChannelScale?[] _scales;
    private readonly ScaleTable _table;
    private readonly EndingConstants _constants;

    /// <param name="rule">M, B, S.</param>
    /// <param name="format">What the node's output may hold.</param>
    /// <param name="rangeOf">The interval of each channel's accumulator.</param>
    public OutputScale(Requantizer rule, NumberFormat format, Func<int, AccumulatorRange> rangeOf)
    {
        (_rule, _format, _range) = (rule, format, ByteRange.Of(format));
        _scales = new ChannelScale?[rule.Multipliers.Length];
        for (var c = 0; c < _scales.Length && format.Bits <= 8; c++)
            _scales[c] = ProvenScale.Find(rule, c, rangeOf(c), _range);
        (_table, _constants, IsProven) = (new ScaleTable(_scales), new EndingConstants(_range), Array.TrueForAll(_scales, s => s is not null));
    }

    /// <summary>Whether every channel has a proven vector form.</summary>
    public bool IsProven { get; }

    public ByteRange Range => _range;

    public ScaleCell* Table => _table.Of(0);

    public EndRules Rules => new(_constants.Pointer, 0, otherIsSigned: false);

    /// <summary>The rule on bytes.</summary>
    public void Affine(RowKernels kernels, byte* input, bool signed, int channel, int* scratch, byte* output, int count)
    {
        if (_scales[channel] is { } scale)
        {
            kernels.Affine(input, signed, scale, _range, output, count);
            return;
        }

        kernels.Widen(input, scratch, count, signed);
        ExactRows.ToBytes(scratch, _rule, channel, _format, output, count);
    }

    public void ToBytes(RowKernels kernels, int* sums, int channel, byte* output, int count)
    {
        if (_scales[channel] is { } scale)
            kernels.ScaleToBytes(sums, scale, _range, output, count);
        else
            ExactRows.ToBytes(sums, _rule, channel, _format, output, count);
    }

    public void ToInts(int* sums, int channel, int* output, int count) => ExactRows.ToInts(sums, _rule, channel, _format, output, count);

    /// <summary>Channels <paramref name="channel"/> and the one after it; after the last channel the second half is left as it comes.</summary>
    public void ToPairs(RowKernels kernels, int* first, int* second, int channel, int* pairs, int count)
    {
        var other = Math.Min(channel + 1, _scales.Length - 1);
        if (_scales[channel] is { } a && _scales[other] is { } b)
        {
            kernels.ScaleToPairs(first, a, second, b, _range, pairs, count);
            return;
        }

        ExactRows.ToPairs(first, _rule, channel, _format, pairs, 0, count);
        ExactRows.ToPairs(second, _rule, other, _format, pairs, 1, count);
    }
}
