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

    public GraphEmitter(OnnxFlavour flavour, int opset)
    {
        Opset = opset;
        Carrier = flavour == OnnxFlavour.Qonnx ? new QonnxCarrier(Writer) : new QdqCarrier(Writer, clips: flavour == OnnxFlavour.Qcdq);
    }

    public int Opset { get; }

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
        var call = new EmitCall(node, inputs, ScaleRule.Of(node, inputs), Writer, Carrier, Opset);
        _values.Add(node.Operator.Accept(new OperatorEmitter(maskTensor), call));
    }

    /// <summary>The oldest operator set that has what these formats need: 16-bit QuantizeLinear is in 21, per-channel scales in 13.</summary>
    public static int OpsetFor(OnnxFlavour flavour, IEnumerable<IntegerNode> nodes) =>
        flavour != OnnxFlavour.Qonnx && nodes.Any(n => Containers.Of(n.Format) is ElementType.UInt16 or ElementType.Int16) ? 21 : 13;
}
