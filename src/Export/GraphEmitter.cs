using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Export.Format;
using FpgaSeg.Export.Operators;
using FpgaSeg.Export.Values;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Export;

/// <summary>Writes integer nodes as ONNX nodes, one after the other.</summary>
internal sealed class GraphEmitter
{
    private readonly List<CarriedValue> _values = [];

    public GraphEmitter(OnnxFlavour flavour) =>
        Carrier = flavour == OnnxFlavour.Qonnx ? new QonnxCarrier(Writer) : new QdqCarrier(Writer, clips: flavour == OnnxFlavour.Qcdq);

    /// <summary>The oldest operator set that has what was written: 16-bit quantizers are in 21, scales per channel in 13.</summary>
    public int Opset => Carrier.Has16Bits ? 21 : 13;

    public GraphWriter Writer { get; } = new();

    public Carrier Carrier { get; }

    public IReadOnlyList<Diagnostic> Errors => Carrier.Errors;

    /// <summary>The value of each node so far.</summary>
    public IReadOnlyList<CarriedValue> Values => _values;

    /// <summary>Adds a value that comes from outside.</summary>
    public void AddInput(CarriedValue value) => _values.Add(value);

    /// <summary>Writes an operator; <paramref name="maskTensor"/> names its result, if it is a threshold.</summary>
    public void Add(IntegerNode node, string? maskTensor = null)
    {
        CarriedValue[] inputs = [.. node.Inputs.Select(k => _values[k])];
        var call = new EmitCall(node, inputs, ScaleRule.Of(node, inputs), Writer, Carrier);
        _values.Add(node.Operator.Accept(new OperatorEmitter(maskTensor), call));
    }
}
