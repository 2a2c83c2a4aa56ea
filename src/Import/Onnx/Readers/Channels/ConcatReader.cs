using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import.Onnx.Folding;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Concat of maps by channels, in NCHW, NHWC or along a dimension that a reshape put in.</summary>
internal sealed class ConcatReader : IOnnxOperatorReader
{
    public string OpType => "Concat";

    public IReadOnlyCollection<string> Attributes => ["axis"];

    public void Read(NodeReading reading)
    {
        TensorValue[] values = [.. Enumerable.Range(0, reading.Count).Select(reading.Tensor)];
        if (values.Length == 0 || Array.Exists(values, v => v.Layout is null))
            return;
        if (values.Length == 1)
        {
            reading.Define(values[0]);
            return;
        }

        var axis = Axes.Resolve(reading.Attributes.Int("axis", 1), values[0].Layout!.Rank) ?? -1;
        var layout = Joined(values, axis);
        if (layout is null && axis == 1 && values.Select(reading.TryArrange).ToArray() is var arranged && Array.TrueForAll(arranged, m => m is not null))
        {
            values = Array.ConvertAll(arranged, m => TensorValue.Of(m!.Value));
            layout = Joined(values, axis);
        }

        if (layout is null)
        {
            reading.Refuse(NodeErrors.Shapes(
                reading.Node,
                $"maps of {string.Join(", ", values.Select(v => v.Layout))} are joined along axis {reading.Attributes.Int("axis", 1)}",
                "maps of one height and width are joined by channels."));
            return;
        }

        FeatureShape shape = values[0].Map!.Value with { Channels = values.Sum(v => v.Map!.Value.Channels) };
        reading.Define(TensorValue.Of(reading.Emit(new FloatConcat(), shape, Array.ConvertAll(values, reading.Apply)), layout));
    }

    /// <summary>The layout of the joined map, or null where the axis is not that of the channels or the maps do not match.</summary>
    private static TensorLayout? Joined(TensorValue[] values, int axis)
    {
        var (first, map) = (values[0].Layout!, values[0].Map!.Value);
        var fits = axis >= 0 && Array.TrueForAll(values, v =>
            v.Layout!.Rank == first.Rank && v.Map!.Value with { Channels = 1 } == map with { Channels = 1 } && v.Layout.With(axis).Equals(first.With(axis)));
        if (!fits)
            return null;
        if (Array.TrueForAll(values, v => v.Layout!.AxisOf(axis, v.Map!.Value) == MapAxis.Channel))
            return first.With(axis, new AxisPart(MapAxis.Channel, values.Sum(v => v.Map!.Value.Channels), 1));
        // A stack: the new dimension counts the maps, whose channels stay where they are.
        return Array.TrueForAll(values, v => v.Layout!.Equals(first)) && first.Dims[axis].IsEmpty
            ? first.With(axis, new AxisPart(MapAxis.Channel, values.Length, map.Channels))
            : null;
    }
}
