using FpgaSeg.Export.Format;
using FpgaSeg.Export.Values;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Import.Onnx.Format;

namespace FpgaSeg.Export.Operators;

/// <summary>An operator to be written: its node, what it reads, and the scale of its result.</summary>
internal sealed record EmitCall(IntegerNode Node, CarriedValue[] Inputs, double Scale, GraphWriter Writer, Carrier Carrier)
{
    public CarriedValue Input => Inputs[0];

    public string Name => Node.Name;

    /// <summary>Input <paramref name="k"/> as float.</summary>
    public string Read(int k = 0) => Carrier.Read(Inputs[k], ReaderName(k));

    /// <summary>
    /// Input <paramref name="k"/> as float, with <paramref name="unit"/> for the integer 1 instead of its scale: so a multiplier of the
    /// rounding rule takes the place of a quotient of scales, which it only approximates.
    /// </summary>
    public string ReadAs(double unit, int k = 0)
    {
        if (Carrier.Stored(unit) > 0)
            return Carrier.Read(Inputs[k], ReaderName(k), Carrier.Stored(unit));
        // A dequantizer's scale must be positive: an operand without weight is multiplied by 0.
        return Emit("Mul", $"nothing{k}", [Read(k), Scalar("zero", 0)]);
    }

    /// <summary>Appends a node named after this operator and <paramref name="part"/>.</summary>
    public string Emit(string op, string part, string[] inputs, params AttributeProto[] attributes) =>
        Writer.Node(op, $"{Name}/{part}", inputs, attributes);

    /// <summary>A float constant per channel that broadcasts over a map.</summary>
    public string PerChannel(string part, IReadOnlyCollection<double> values) =>
        Writer.Constant($"{Name}/{part}", Tensors.Floats(values, 1, values.Count, 1, 1));

    public string Scalar(string part, double value) => Writer.Constant($"{Name}/{part}", Tensors.Float(value));

    public string Longs(string part, params long[] values) => Writer.Constant($"{Name}/{part}", Tensors.Longs(values));

    /// <summary>Entries <paramref name="indices"/> of one axis.</summary>
    public string Gather(string real, string part, int axis, params long[] indices) =>
        Emit("Gather", part, [real, Longs(part + "/indices", indices)], Attributes.Int("axis", axis));

    /// <summary>Adds what decides ties upwards to values on a grid of <paramref name="step"/> output integers, where that is possible.</summary>
    public string Nudge(string real, double step)
    {
        var nudge = RoundingStep.Nudge(step, Node.Format);
        return nudge == 0 ? real : Emit("Add", "half_up", [real, Scalar("nudge", nudge * Scale)]);
    }

    /// <summary>Makes <paramref name="real"/> the value of this node.</summary>
    public CarriedValue Write(string real, Ending ending) => Carrier.Write(Node, Scale, real, ending);

    /// <summary>Makes values on a grid of <paramref name="step"/> output integers the value of this node.</summary>
    public CarriedValue WriteGrid(string real, double step) =>
        step >= 1 ? Write(real, Ending.Clipped) : Write(Nudge(real, step), Ending.Rounded);

    private string ReaderName(int k) => Inputs.Length == 1 ? Name : $"{Name}/{k}";
}
