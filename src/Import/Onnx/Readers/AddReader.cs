using FpgaSeg.Graph.Float;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Add of two maps of one shape.</summary>
internal sealed class AddReader : IOnnxOperatorReader
{
    public string OpType => "Add";

    public IReadOnlyCollection<string> Attributes => [];

    public void Read(NodeReading reading)
    {
        var (a, b) = (reading.Map(0), reading.Map(1));
        if (a.Shape is { } left && b.Shape is { } right && left != right)
        {
            reading.Refuse(NodeErrors.Shapes(
                reading.Node,
                $"the operands are {left} and {right}",
                "both maps of a sum have one shape; nothing is broadcast in hardware."));
        }

        reading.Emit(new FloatAdd(), a.Shape ?? b.Shape, a, b);
    }
}
