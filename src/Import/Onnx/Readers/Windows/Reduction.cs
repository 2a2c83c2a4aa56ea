using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Means, sums and maxima over whole axes of a map.</summary>
internal static class Reduction
{
    public const string Mean = "mean";
    public const string Sum = "sum";
    public const string Largest = "max";

    /// <summary>The operator and what it makes; null where there is none: a maximum over channels, or channels together with space.</summary>
    public static (FloatOperator Operator, FeatureShape Shape)? Over(FeatureShape map, string kind, IReadOnlyCollection<MapAxis> axes)
    {
        if (axes.Contains(MapAxis.Channel))
            return axes.Count == 1 && kind != Largest ? OverChannels(map, kind) : null;
        var (rows, columns) = (axes.Contains(MapAxis.Row), axes.Contains(MapAxis.Column));
        var shape = new FeatureShape(map.Channels, rows ? 1 : map.Height, columns ? 1 : map.Width);
        if (kind == Largest)
            return (new FloatMaxPool2d(new WindowGeometry(rows ? map.Height : 1, columns ? map.Width : 1)), shape);
        return (new FloatAveragePool2d(Axis(map.Height, rows), Axis(map.Width, columns), kind == Sum ? 1 : null), shape);
    }

    /// <summary>A sum of channels is a pointwise convolution.</summary>
    private static (FloatOperator Operator, FeatureShape Shape) OverChannels(FeatureShape map, string kind)
    {
        var weight = kind == Sum ? 1f : 1f / map.Channels;
        var kernel = new ConvKernel<float>(new KernelShape(1, map.Channels, 1, 1), [.. Enumerable.Repeat(weight, map.Channels)]);
        return (new FloatConv2d(kernel, [0], new WindowGeometry(1, 1), 1), map with { Channels = 1 });
    }

    private static PoolAxis Axis(int size, bool isReduced) => isReduced ? PoolAxis.Whole(size) : new PoolAxis(size, size, 1);
}
