using FpgaSeg.Import.Onnx.Folding;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Shape of a map: a constant, because hardware is built for one size.</summary>
internal sealed class ShapeReader : IOnnxOperatorReader
{
    public string OpType => "Shape";

    public IReadOnlyCollection<string> Attributes => ["end", "start"];

    public void Read(NodeReading reading)
    {
        if (reading.TensorOrHead(0).Layout is { } layout)
            reading.Define(NumbersConversion.Write(ShapeFolding.ShapeOf(layout.Sizes, reading.Attributes)));
    }
}
