using System.Collections.Immutable;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import.Onnx.Folding;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Keeps some positions of one dimension of a tensor: channels by any list, rows and columns by a range or every n-th.</summary>
internal static class ChannelRange
{
    /// <summary>The kept part; null, with the error reported, where no operator does that.</summary>
    public static TensorValue? Keep(NodeReading reading, TensorValue value, int dim, IReadOnlyList<int> kept)
    {
        var (map, layout) = (value.Map!.Value, value.Layout!);
        if (kept.SequenceEqual(Enumerable.Range(0, (int)layout.Sizes[dim])))
            return value;
        if (kept.Count > 0 && layout.Dims[dim] is [{ Axis: MapAxis.Channel } part])
            return Channels(reading, value, map, layout, dim, part, kept);
        if (kept.Count > 0 && layout.Sizes[dim] == map.Channels && layout.Dims[dim].All(p => p.Axis == MapAxis.Channel))
            return Shuffled(reading, value, map, layout, dim, kept);
        if (kept.Count > 0 && layout.Dims[dim] is [var whole] && whole == TensorLayout.Whole(map, whole.Axis))
        {
            if (kept.SequenceEqual(Enumerable.Range(kept[0], kept.Count)))
                return Crop(reading, value, map, layout, dim, whole.Axis, kept);
            if (Thinning.StepOf(kept) is { } step)
                return Thin(reading, value, layout, dim, whole.Axis, kept, step);
        }

        reading.Refuse(NodeErrors.Operand(
            reading.Node,
            $"it keeps {kept.Count} of {layout.Sizes[dim]} positions of dimension {dim} of {layout}",
            "slices are of channels in any order, or of rows and columns in ascending order and evenly spaced.",
            "use a strided convolution or a pooling to thin out an image; one that turns it over cannot be streamed."));
        return null;
    }

    /// <summary>The positions of a slice.</summary>
    public static int[] Positions(SliceRange range) => [.. Enumerable.Range(0, range.Count).Select(i => range.Start + (i * range.Step))];

    private static TensorValue Channels(
        NodeReading reading, TensorValue value, FeatureShape map, TensorLayout layout, int dim, AxisPart part, IReadOnlyList<int> kept)
    {
        var block = part.Size * part.Stride;
        ImmutableArray<int> channels =
        [
            .. from outer in Enumerable.Range(0, map.Channels / block)
               from position in kept
               from inner in Enumerable.Range(0, part.Stride)
               select (outer * block) + (position * part.Stride) + inner,
        ];
        var changed = layout
            .Map(p => p.Axis == MapAxis.Channel && p.Stride >= block ? p with { Stride = p.Stride / part.Size * kept.Count } : p)
            .With(dim, part with { Size = kept.Count });
        var shape = map with { Channels = channels.Length };
        return TensorValue.Of(reading.Emit(new FloatChannelSelect(channels), shape, reading.Apply(value)), changed);
    }

    /// <summary>All channels stand in the dimension, in another order than in the map.</summary>
    private static TensorValue Shuffled(
        NodeReading reading, TensorValue value, FeatureShape map, TensorLayout layout, int dim, IReadOnlyList<int> kept)
    {
        var order = MapRearrangement.Order(layout.Dims[dim]);
        var op = new FloatChannelSelect([.. kept.Select(position => order[position])]);
        var selected = reading.Emit(op, map with { Channels = kept.Count }, reading.Apply(value));
        return TensorValue.Of(selected, layout.With(dim, new AxisPart(MapAxis.Channel, kept.Count, 1)));
    }

    private static TensorValue Crop(
        NodeReading reading, TensorValue value, FeatureShape map, TensorLayout layout, int dim, MapAxis axis, IReadOnlyList<int> kept)
    {
        var (op, shape) = axis == MapAxis.Row
            ? (new FloatCropPad(kept[0], 0), map with { Height = kept.Count })
            : (new FloatCropPad(0, kept[0]), map with { Width = kept.Count });
        return TensorValue.Of(reading.Emit(op, shape, reading.Apply(value)), layout.With(dim, new AxisPart(axis, kept.Count, 1)));
    }

    private static TensorValue Thin(
        NodeReading reading, TensorValue value, TensorLayout layout, int dim, MapAxis axis, IReadOnlyList<int> kept, int step)
    {
        var thinned = Thinning.Apply(reading, reading.Apply(value), axis, (kept[0], kept.Count), step);
        return TensorValue.Of(thinned, layout.With(dim, new AxisPart(axis, kept.Count, 1)));
    }
}
