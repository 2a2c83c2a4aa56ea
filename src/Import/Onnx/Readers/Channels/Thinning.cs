using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>
/// Every n-th row or column of a map (x[:, :, ::2, ::2]): a crop to the first one, then a pooling whose window is one pixel and whose stride
/// is n. The maximum of one value is that value, so it is exact in every number format.
/// </summary>
internal static class Thinning
{
    /// <summary>The step between the kept positions; null where they are not evenly spaced, ascending, with gaps.</summary>
    public static int? StepOf(IReadOnlyList<int> kept)
    {
        if (kept.Count < 2 || kept[1] - kept[0] is not (> 1 and var step))
            return null;
        return Enumerable.Range(0, kept.Count).All(i => kept[i] == kept[0] + (i * step)) ? step : null;
    }

    /// <summary>The map with the kept rows or columns only.</summary>
    /// <param name="reading">The node.</param>
    /// <param name="source">The map.</param>
    /// <param name="axis">Rows or columns.</param>
    /// <param name="kept">The first position kept and how many; <paramref name="step"/> apart.</param>
    /// <param name="step">More than 1.</param>
    public static MapValue Apply(NodeReading reading, MapValue source, MapAxis axis, (int First, int Count) kept, int step)
    {
        if (source.Shape is not { } shape)
            return source;
        var (strideY, strideX) = axis == MapAxis.Row ? (step, 1) : (1, step);
        if (OtherAxis(reading, source, axis) is var (before, stride))
        {
            // Rows were thinned by the node before this one, or columns: both happen in one pooling.
            (source, shape) = (before, before.Shape!.Value);
            (strideY, strideX) = axis == MapAxis.Row ? (step, stride) : (stride, step);
        }

        var needed = ((kept.Count - 1) * step) + 1;
        if (kept.First > 0 || (TensorLayout.Length(shape, axis) - 1) / step >= kept.Count)
        {
            (var crop, shape) = axis == MapAxis.Row
                ? (new FloatCropPad(kept.First, 0), shape with { Height = needed })
                : (new FloatCropPad(0, kept.First), shape with { Width = needed });
            source = reading.Emit(crop, shape, source);
        }

        var thinned = new FeatureShape(shape.Channels, Kept(shape.Height, strideY), Kept(shape.Width, strideX));
        return reading.Emit(new FloatMaxPool2d(new WindowGeometry(1, 1, strideY, strideX)), thinned, source);
    }

    private static int Kept(int length, int stride) => ((length - 1) / stride) + 1;

    /// <summary>What a thinning along the other axis reads, and its stride, where the map is made by one.</summary>
    private static (MapValue Source, int Stride)? OtherAxis(NodeReading reading, MapValue map, MapAxis axis)
    {
        if (reading.Maker(map) is not { Operator: FloatMaxPool2d { Window: var w } } maker)
            return null;
        var (stride, own) = axis == MapAxis.Row ? (w.StrideX, w.StrideY) : (w.StrideY, w.StrideX);
        return stride > 1 && w == (axis == MapAxis.Row ? new WindowGeometry(1, 1, own, stride) : new WindowGeometry(1, 1, stride, own)) && own == 1
            ? (reading.InputOf(maker), stride) : null;
    }
}
