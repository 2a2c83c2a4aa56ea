using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import.Onnx.Folding;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Pad of rows and columns with zeros, or their crop where pads are negative. A window after it takes the zeros over.</summary>
internal sealed class PadReader : IOnnxOperatorReader
{
    public string OpType => "Pad";

    public IReadOnlyCollection<string> Attributes => ["mode", "pads", "value"];

    public void Read(NodeReading reading)
    {
        var value = reading.Tensor(0);
        if (reading.Attributes.Text("mode", "constant") is var mode && mode != "constant")
            reading.Attributes.Refuse("mode", mode, "the border is filled with zeros.", "pad with zeros (mode='constant').");
        var fill = reading.Opset < 11 ? reading.Attributes.Float("value", 0) : reading.Has(2) ? Fill(reading) : 0;
        if (fill != 0)
            reading.Attributes.Refuse("value", $"{fill}", "the border is filled with zeros.", "pad with zeros.");
        var listed = reading.List("pads", 1, last: 10);
        if (value.Map is not { } map || value.Layout is not { } layout || (listed is null && reading.Has(1)))
            return;
        if (Pads(reading, layout, listed) is not { } pads)
        {
            reading.Attributes.Refuse(
                "pads", $"[{string.Join(", ", listed ?? [])}]", $"the operand has the dimensions {layout}; two pads for each.", "export the model again.");
            return;
        }

        Emit(reading, value, map, layout, pads);
    }

    private static float Fill(NodeReading reading) => reading.Floats(2) is { Data: [var one] } ? one : 0;

    /// <summary>Pads before and after every dimension, where from operator set 18 on only some axes are listed.</summary>
    private static (long Before, long After)[]? Pads(NodeReading reading, TensorLayout layout, IReadOnlyList<long>? listed)
    {
        var given = reading.Has(3) ? reading.Integers(3)?.Data : [.. Enumerable.Range(0, layout.Rank).Select(i => (long)i)];
        if (listed is null || given is null || Axes.Resolve(given, layout.Rank) is not { } axes || listed.Count != 2 * axes.Length)
            return null;
        var pads = new (long, long)[layout.Rank];
        for (var i = 0; i < axes.Length; i++)
            pads[axes[i]] = (listed[i], listed[i + axes.Length]);
        return pads;
    }

    private static void Emit(NodeReading reading, TensorValue value, FeatureShape map, TensorLayout layout, (long Before, long After)[] pads)
    {
        var (shape, top, left) = (map, 0L, 0L);
        for (var dim = 0; dim < pads.Length; dim++)
        {
            var (before, after) = pads[dim];
            if (before == 0 && after == 0)
                continue;
            var axis = layout.AxisOf(dim, shape);
            var size = layout.Sizes[dim] + before + after;
            if (axis is not (MapAxis.Row or MapAxis.Column) || size is < 1 or > MapLimits.Side || Math.Abs(before) > MapLimits.Side)
            {
                reading.Attributes.Refuse(
                    "pads", $"[{before}, {after}]", $"for dimension {dim} of {layout}: rows and columns are padded.", "pad rows and columns only.");
                return;
            }

            layout = layout.Resized(shape, axis.Value, (int)size);
            (shape, top, left) = axis == MapAxis.Row
                ? (shape with { Height = (int)size }, before, left)
                : (shape with { Width = (int)size }, top, before);
        }

        var same = shape == map && top == 0 && left == 0;
        reading.Define(same ? value : TensorValue.Of(reading.Emit(new FloatCropPad((int)-top, (int)-left), shape, reading.Apply(value)), layout));
    }
}
