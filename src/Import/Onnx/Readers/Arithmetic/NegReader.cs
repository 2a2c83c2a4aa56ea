using FpgaSeg.Import.Onnx.Functions;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Neg, as a product with -1, so that it stays linear.</summary>
internal sealed class NegReader : IOnnxOperatorReader
{
    public string OpType => "Neg";

    public IReadOnlyCollection<string> Attributes => [];

    public void Read(NodeReading reading) =>
        reading.Define(PendingFunction.WithNumber(reading, "Mul", reading.Tensor(0), -1, numberFirst: false));
}
