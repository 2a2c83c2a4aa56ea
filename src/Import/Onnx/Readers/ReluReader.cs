using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Relu.</summary>
internal sealed class ReluReader : IOnnxOperatorReader
{
    public string OpType => "Relu";

    public IReadOnlyCollection<string> Attributes => [];

    public void Read(NodeReading reading)
    {
        var input = reading.Map(0);
        reading.Emit(new FloatActivation(ActivationFunction.Relu), input.Shape, input);
    }
}
