using FpgaSeg.Export.Format;
using FpgaSeg.Export.Values;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Import.Onnx.Format;

namespace FpgaSeg.Export.Operators;

/// <summary>An operator to be written: its node, what it reads, and the scale of its result.</summary>
internal sealed record EmitCall(IntegerNode Node, CarriedValue[] Inputs, double Scale, GraphWriter Writer, Carrier Carrier, int Opset)
{
    public CarriedValue Input => Inputs[0];

    public string Name => Node.Name;

    /// <summary>The first input as float.</summary>
    public string Read() => Carrier.Read(Input, Name);

    /// <summary>Appends a node named after this operator and <paramref name="part"/>.</summary>
    public string Emit(string op, string part, string[] inputs, params AttributeProto[] attributes) =>
        Writer.Node(op, $"{Name}/{part}", inputs, attributes);

    /// <summary>A float constant per channel that broadcasts over a map.</summary>
    public string PerChannel(string part, IReadOnlyCollection<double> values) =>
        Writer.Constant($"{Name}/{part}", Tensors.Floats(values, 1, values.Count, 1, 1));

    public string Scalar(string part, double value) => Writer.Constant($"{Name}/{part}", Tensors.Float(value));

    /// <summary>Adds what decides ties upwards to values on a grid of <paramref name="step"/> output integers, where that is possible.</summary>
    public string Nudge(string real, double step)
    {
        var nudge = RoundingStep.Nudge(step, Node.Format);
        return nudge == 0 ? real : Emit("Add", "half_up", [real, Scalar("nudge", nudge * Scale)]);
    }

    /// <summary>Makes <paramref name="real"/> the value of this node.</summary>
    public CarriedValue Write(string real, Ending ending) => Carrier.Write(Node, Scale, real, ending);
}
