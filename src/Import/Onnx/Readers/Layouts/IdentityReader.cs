namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Identity of a map or a constant.</summary>
internal sealed class IdentityReader : IOnnxOperatorReader
{
    public string OpType => "Identity";

    public IReadOnlyCollection<string> Attributes => [];

    public void Read(NodeReading reading)
    {
        if (reading.ConstantOf(0) is { } constant)
            reading.Define(constant);
        else
            reading.Define(reading.TensorOrHead(0));
    }
}
