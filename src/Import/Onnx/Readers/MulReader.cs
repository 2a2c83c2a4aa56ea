using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Mul, as the second half of Hardswish: x * HardSigmoid(x).</summary>
internal sealed class MulReader : IOnnxOperatorReader
{
    public string OpType => "Mul";

    public IReadOnlyCollection<string> Attributes => [];

    public void Read(NodeReading reading)
    {
        var gated = reading.GateOf(0) ?? reading.GateOf(1);
        if (gated is not { } source)
        {
            reading.Refuse(NodeErrors.Position(
                reading.Node,
                "it is no part of Hardswish",
                "a product is read only as x * HardSigmoid(x); general products have no rule in fixed point.",
                "use Hardswish, or a supported activation."));
            return;
        }

        var other = reading.Map(reading.GateOf(0) is null ? 0 : 1);
        if (other != source)
        {
            reading.Refuse(NodeErrors.Position(
                reading.Node,
                "it multiplies one map with the HardSigmoid of another",
                "a product is read only as x * HardSigmoid(x).",
                "use Hardswish, without gates."));
        }

        reading.Emit(new FloatActivation(ActivationFunction.HardSwish), source.Shape, source);
    }
}
