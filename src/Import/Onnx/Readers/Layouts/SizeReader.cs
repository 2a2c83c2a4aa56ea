using FpgaSeg.Import.Onnx.Folding;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Number of elements of a map, a constant.</summary>
internal sealed class SizeReader : IOnnxOperatorReader
{
    public string OpType => "Size";

    public IReadOnlyCollection<string> Attributes => [];

    public void Read(NodeReading reading)
    {
        if (reading.TensorOrHead(0).Layout is { } layout)
            reading.Define(NumbersConversion.Write(Numbers.Scalar(TensorTypes.Int64, layout.Sizes.Aggregate(1L, (a, b) => a * b))));
    }
}
