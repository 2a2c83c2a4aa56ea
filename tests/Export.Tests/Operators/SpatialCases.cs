using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Export.Tests.Operators;

/// <summary>Pools, resizes and operators that move integers.</summary>
internal static class SpatialCases
{
    private static readonly NumberFormat U8 = NumberFormat.UInt8;
    private static readonly NumberFormat S8 = NumberFormat.Int8;

    public static IEnumerable<OperatorCase> All() => [.. Pools(), .. Resizes(), .. Moves()];

    private static IEnumerable<OperatorCase> Pools()
    {
        var window = new WindowGeometry(3, 2, 2, 1, PadTop: 1, PadLeft: 1, PadBottom: 1);
        yield return Case("maxpool", new IntegerMaxPool2d(window), S8, new(3, 11, 10), window.OutputShape(new(3, 11, 10), 3), isExact: true);
        yield return Pool("averagepool: 2x2", new(12, 6, 2, 2), new(10, 5, 2, 2), U8, [], [1 << 15], 17, isExact: true);
        yield return Pool("averagepool: 3x3, pads counted", new(11, 11, 3, 1, 1), new(9, 9, 3, 1, 1), S8, [], [14564], 17);
        yield return Pool("averagepool: 3x3, pads left out", new(11, 6, 3, 2, 1), new(9, 9, 3, 1, 1), U8, [4, 6, 9], [32768, 21845, 14564], 17);
        yield return Pool("averagepool: 4x2, pads left out, quarters", new(12, 7, 4, 2, 2), new(10, 5, 2, 2), U8, [4, 8], [2, 1], 3, isExact: true);
        yield return Pool("averagepool: rows that no window reaches", new(11, 3, 2, 2), new(10, 3, 3, 3), U8, [], [21845], 17);
        yield return Pool("averagepool: one window clipped thrice", new(6, 4, 3, 2, 2), new(6, 6, 1), U8, [1, 2, 3], [90000, 45000, 30000], 17);
        yield return Pool("global average", PoolAxis.Whole(11), PoolAxis.Whole(9), U8, [], [84730], 23);
        yield return Pool("adaptive, even bins", PoolAxis.Adaptive(12, 3), PoolAxis.Adaptive(10, 5), S8, [], [65535], 19);
        yield return Pool("adaptive, uneven bins", PoolAxis.Adaptive(11, 4), PoolAxis.Adaptive(9, 4), U8, null, [], 16);
        yield return Pool("adaptive, bins of several sizes", PoolAxis.Adaptive(7, 3), PoolAxis.Adaptive(8, 3), S8, null, [], 16);
    }

    private static IEnumerable<OperatorCase> Resizes()
    {
        yield return Resize("resize: doubled", ResizeAxis.Replicate(5, 2), ResizeAxis.Replicate(6, 2), U8, 1, 0, isExact: true);
        yield return Resize("resize: three times and twice", ResizeAxis.Replicate(5, 3), ResizeAxis.Replicate(6, 2), S8, 1, 0, isExact: true);
        yield return Resize("resize: nearest of any size", new(7, 10, 7, 0, 10, false), new(9, 4, 18, 5, 8, false), U8, 1, 0, isExact: true);
        yield return Resize("resize: bilinear x2", ResizeAxis.HalfPixel(5, 10), ResizeAxis.HalfPixel(6, 12), U8, 1, 4, isExact: true);
        yield return Resize("resize: bilinear x4, signed", ResizeAxis.HalfPixel(5, 20), ResizeAxis.HalfPixel(6, 24), S8, 1, 6, isExact: true);
        yield return Resize("resize: bilinear x8 of a logit", ResizeAxis.HalfPixel(5, 40), ResizeAxis.HalfPixel(6, 48), new(18, true), 1, 8);
        yield return Resize("resize: corners aligned", ResizeAxis.AlignCorners(5, 9), ResizeAxis.AlignCorners(6, 12), U8, 95325, 21);
        yield return Resize("resize: asymmetric", ResizeAxis.Asymmetric(5, 10), ResizeAxis.Asymmetric(6, 12), U8, 1, 2, isExact: true);
        yield return Resize("resize: one way each", ResizeAxis.HalfPixel(5, 10), ResizeAxis.Replicate(6, 2), S8, 1, 2, isExact: true);
        yield return Resize("resize: two linear ways", ResizeAxis.HalfPixel(5, 10), ResizeAxis.AlignCorners(6, 11), U8, 1, 3, isExact: true);
        yield return Resize("resize: reduced", ResizeAxis.HalfPixel(10, 5), ResizeAxis.HalfPixel(12, 6), U8, 1, 2, isExact: true);
    }

    private static IEnumerable<OperatorCase> Moves()
    {
        var map = new FeatureShape(6, 7, 8);
        yield return OperatorCase.Of("concat", new IntegerConcat(), U8, new(9, 7, 8), true, (U8, map), (U8, new(1, 7, 8)), (U8, new(2, 7, 8)));
        yield return Case("channels shuffled", new IntegerChannelSelect([0, 3, 1, 4, 2, 5]), S8, map, map, isExact: true);
        yield return Case("channels sliced", new IntegerChannelSelect([2, 3]), U8, map, new(2, 7, 8), isExact: true);
        yield return Case("cropped", new IntegerCropPad(1, 2), S8, map, new(6, 5, 4), isExact: true);
        yield return Case("padded", new IntegerCropPad(-1, -2), U8, map, new(6, 9, 11), isExact: true);
        yield return Case("cropped and padded", new IntegerCropPad(2, -3), S8, map, new(6, 8, 8), isExact: true);
        yield return Case("nothing cropped", new IntegerCropPad(0, 0), S8, map, map, isExact: true);
        yield return Case("pixel shuffle", new IntegerDepthToSpace(2, 2), U8, new(8, 5, 6), new(2, 10, 12), isExact: true);
        yield return Case("pixel shuffle, oblong", new IntegerDepthToSpace(2, 3), S8, new(12, 5, 6), new(2, 10, 18), isExact: true);
        yield return OperatorCase.Of("margin of two", new IntegerMargin(1), new(9, true), new(1, 7, 8), true, (U8, new(2, 7, 8)));
        yield return OperatorCase.Of("margin of logits", new IntegerMargin(2), new(21, true), new(1, 7, 8), true, (new NumberFormat(20, true), new(4, 7, 8)));
    }

    private static OperatorCase Pool(
        string name, PoolAxis rows, PoolAxis columns, NumberFormat format, int[]? areas, int[] multipliers, int shift, bool isExact = false)
    {
        if (areas is null)
        {
            areas = [.. AreasOf(rows, columns)];
            multipliers = [.. areas.Select(a => (int)Math.Round(Math.ScaleB(1.0 / a, shift)))];
        }

        var op = new IntegerAveragePool2d(rows, columns, [.. areas], [.. multipliers], shift);
        return Case(name, op, format, new(3, rows.InputSize, columns.InputSize), new(3, rows.OutputSize, columns.OutputSize), isExact);
    }

    private static IEnumerable<int> AreasOf(PoolAxis rows, PoolAxis columns) => (
        from y in Enumerable.Range(0, rows.OutputSize)
        from x in Enumerable.Range(0, columns.OutputSize)
        select rows.Length(y) * columns.Length(x)).Distinct().Order();

    private static OperatorCase Resize(
        string name, ResizeAxis rows, ResizeAxis columns, NumberFormat format, int multiplier, int shift, bool isExact = false) => Case(
        name, new IntegerResize2d(rows, columns, multiplier, shift), format, new(3, rows.InputSize, columns.InputSize), new(3, rows.OutputSize, columns.OutputSize), isExact);

    private static OperatorCase Case(string name, IntegerOperator op, NumberFormat format, FeatureShape input, FeatureShape output, bool isExact) =>
        OperatorCase.Of(name, op, format, output, isExact, (format, input));
}
