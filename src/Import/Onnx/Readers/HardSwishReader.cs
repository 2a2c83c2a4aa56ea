using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>HardSwish (operator set 14 and later).</summary>
internal sealed class HardSwishReader : IOnnxOperatorReader
{
    public string OpType => "HardSwish";

    public IReadOnlyCollection<string> Attributes => [];

    public void Read(NodeReading reading)
    {
        var input = reading.Map(0);
        reading.Emit(new FloatActivation(ActivationFunction.HardSwish), input.Shape, input);
    }
}
