using System.Collections.Immutable;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.HlsGen.Tests.Networks;

/// <summary>Pooling by means, resizing, products, and the operators that only move values.</summary>
internal sealed partial class NetworkBuilder
{
    /// <summary>M and S as docs/fixed-point.md has them: 1 and a logarithm, or the quotient to 17 bits where 48 bits hold it.</summary>
    public int Resize(int from, ResizeAxis rows, ResizeAxis columns)
    {
        var (input, total) = (_nodes[from], rows.TotalWeight * columns.TotalWeight);
        var shift = (int)Math.Ceiling(Math.Log2(total));
        var multiplier = 1;
        if (1 << shift != total)
        {
            shift = Math.Min(shift + 16, 46 - input.Format.Bits);
            multiplier = (int)Math.Round(Math.Pow(2, shift) / total);
        }

        var shape = new FeatureShape(input.Shape.Channels, rows.OutputSize, columns.OutputSize);
        return Append("resize", new IntegerResize2d(rows, columns, multiplier, shift), [from], shape, input.Format);
    }

    /// <param name="from">Input.</param>
    /// <param name="rows">Bins of rows.</param>
    /// <param name="columns">Bins of columns.</param>
    /// <param name="format">Format of the means.</param>
    /// <param name="divisor">One divisor for all bins; null: each its own number of sources.</param>
    public int AveragePool(int from, PoolAxis rows, PoolAxis columns, NumberFormat format, int? divisor = null)
    {
        var input = _nodes[from];
        ImmutableArray<int> areas = divisor is not null ? [] :
        [
            .. (from y in Enumerable.Range(0, rows.OutputSize)
                from x in Enumerable.Range(0, columns.OutputSize)
                select rows.Length(y) * columns.Length(x)).Distinct().Order(),
        ];
        var gain = (0.5 + (2 * random.NextDouble())) * (format.Max + 1.0) / (input.Format.Max + 1.0);
        var shift = Math.Clamp((int)Math.Floor(16 - Math.Log2(gain / (divisor ?? areas[0]))), 0, 28);
        int Multiplier(int area) => (int)Math.Round(gain / area * Math.Pow(2, shift));
        var op = new IntegerAveragePool2d(rows, columns, areas, divisor is { } d ? [Multiplier(d)] : [.. areas.Select(Multiplier)], shift);
        return Append("mean", op, [from], new FeatureShape(input.Shape.Channels, rows.OutputSize, columns.OutputSize), format);
    }

    /// <summary>The mean of the whole map.</summary>
    public int GlobalPool(int from, NumberFormat format) =>
        AveragePool(from, PoolAxis.Whole(_nodes[from].Shape.Height), PoolAxis.Whole(_nodes[from].Shape.Width), format);

    public int Mul(int a, int b, NumberFormat format)
    {
        double Reach(int node) => Math.Max(_nodes[node].Format.Max, -(double)_nodes[node].Format.Min);
        var target = (format.Max + 1.0) / (Reach(a) * Reach(b)) * Math.Pow(2, random.Next(0, 4));
        var shift = Math.Clamp((int)Math.Floor(Math.Log2(131071 / target)), 0, 44);
        var multiplier = (int)(target * Math.Pow(2, shift) * (random.Next(4) == 0 ? -1 : 1));
        return Append("mul", new IntegerMul(multiplier, shift), [a, b], _nodes[a].Shape, format);
    }

    public int Concat(params int[] inputs) => Append(
        "concat",
        new IntegerConcat(),
        [.. inputs],
        _nodes[inputs[0]].Shape with { Channels = inputs.Sum(i => _nodes[i].Shape.Channels) },
        _nodes[inputs[0]].Format);

    public int Select(int from, params int[] channels) =>
        Append("select", new IntegerChannelSelect([.. channels]), [from], _nodes[from].Shape with { Channels = channels.Length }, _nodes[from].Format);

    public int CropPad(int from, int top, int left, int height, int width) => Append(
        "crop", new IntegerCropPad(top, left), [from], new FeatureShape(_nodes[from].Shape.Channels, height, width), _nodes[from].Format);

    public int DepthToSpace(int from, int blockY, int blockX)
    {
        var shape = _nodes[from].Shape;
        var spread = new FeatureShape(shape.Channels / (blockY * blockX), shape.Height * blockY, shape.Width * blockX);
        return Append("shuffle", new IntegerDepthToSpace(blockY, blockX), [from], spread, _nodes[from].Format);
    }

    public int Prelu(int from, NumberFormat format)
    {
        var input = _nodes[from];
        var target = (format.Max + 1.0) / (input.Format.Max + 1.0) * 2;
        var shift = Math.Clamp((int)Math.Floor(Math.Log2(131071 / target)), 0, 44);
        var positive = (int)(target * Math.Pow(2, shift));
        ImmutableArray<int> slopes = [.. Enumerable.Range(0, input.Shape.Channels).Select(_ => random.Next(-positive, positive + 1))];
        return Append("prelu", new IntegerPRelu(positive, slopes, shift), [from], input.Shape, format);
    }

    public int Margin(int from, int index)
    {
        var input = _nodes[from];
        var widest = (long)input.Format.Max - input.Format.Min;
        return Append("margin", new IntegerMargin(index), [from], input.Shape with { Channels = 1 }, NumberFormat.SignedFor(-widest, widest));
    }
}
