using FpgaSeg.Import.Onnx.Folding;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Reshape: other dimensions around the same elements, as in channel shuffles and pixel shuffles.</summary>
internal sealed class ReshapeReader : IOnnxOperatorReader
{
    public string OpType => "Reshape";

    public IReadOnlyCollection<string> Attributes => ["allowzero"];

    public void Read(NodeReading reading)
    {
        var value = reading.TensorOrHead(0);
        if (reading.Integers(1) is not { } shape || value.Layout is not { } layout)
            return;
        var sizes = ReshapeSizes.Of(layout.Sizes, shape.Data, reading.Attributes.Int("allowzero", 0) != 0);
        if (sizes is not null && layout.Reshape(sizes) is { } reshaped)
            reading.Define(value with { Layout = reshaped });
        else
            reading.Refuse(NodeErrors.Division(reading.Node, layout, shape.Data));
    }
}
