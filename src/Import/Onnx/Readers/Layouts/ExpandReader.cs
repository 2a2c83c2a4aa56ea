using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import.Onnx.Folding;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Expand of a map of one pixel to a larger one, as after global pooling; or to the shape it has.</summary>
internal sealed class ExpandReader : IOnnxOperatorReader
{
    public string OpType => "Expand";

    public IReadOnlyCollection<string> Attributes => [];

    public void Read(NodeReading reading)
    {
        var value = reading.Tensor(0);
        if (reading.Integers(1) is not { } shape || value.Layout is not { } layout)
            return;
        var dims = Broadcasting.Of(layout.Sizes, shape.Data);
        if (dims is not null && dims.AsSpan().SequenceEqual(layout.Sizes))
        {
            reading.Define(value);
            return;
        }

        var map = reading.Map(0);
        if (map.Shape is { Height: 1, Width: 1 } s && dims is [1, var c, > 0 and <= MapLimits.Side, > 0 and <= MapLimits.Side] && c == s.Channels)
            reading.Define(reading.Emit(
                new FloatResize2d(ResizeAxis.Replicate(1, (int)dims[2]), ResizeAxis.Replicate(1, (int)dims[3])),
                new FeatureShape(s.Channels, (int)dims[2], (int)dims[3]),
                map));
        else
            reading.Refuse(NodeErrors.Shapes(
                reading.Node, $"a map of {layout} becomes [{string.Join(", ", shape.Data)}]", "a map of one pixel can be expanded over rows and columns."));
    }
}
