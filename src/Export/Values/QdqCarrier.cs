using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Export.Format;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Export.Values;

/// <summary>
/// QuantizeLinear behind every operator, DequantizeLinear in front of it; with <paramref name="clips"/>, Clip between the two wherever
/// the format is narrower than its type. Values of more than 16 bits stay float, and so do those of more than 8 that need no rounding.
/// </summary>
internal sealed class QdqCarrier(GraphWriter writer, bool clips) : Carrier(writer)
{
    private readonly Dictionary<(string Tensor, double Scale), string> _read = [];

    public override bool HasIntegerBias => true;

    public override CarriedValue Input(IntegerNode node, double scale)
    {
        var type = Containers.Of(node.Format) ?? ElementType.Float;
        var name = Writer.Names.Take(node.Name);
        Writer.Input(name, type, node.Shape);
        return new CarriedValue(name, type, node.Format, node.Shape, scale);
    }

    public override string Read(CarriedValue value, string reader, double scale)
    {
        if (value.Type == ElementType.Float)
            return scale == value.Scale ? value.Tensor : Writer.Node("Mul", reader + "/rescale", [value.Tensor, Scalar(reader + "/factor", scale / value.Scale)]);
        if (_read.TryGetValue((value.Tensor, scale), out var known))
            return known;
        var name = (scale == value.Scale ? value.Tensor : reader) + "/dequantize";
        var read = Writer.Node("DequantizeLinear", name, [value.Tensor, Scalar(name + "/scale", scale), Zero(value.Type)]);
        _read.Add((value.Tensor, scale), read);
        return read;
    }

    public override string ReadIndex(CarriedValue value, string reader) =>
        Writer.Node("Cast", reader + "/index", [value.Tensor], Attributes.Int("to", (long)ElementType.Int32));

    public override CarriedValue Write(IntegerNode node, double scale, string real, Ending ending)
    {
        if (Containers.Of(node.Format) is not { } type || (ending == Ending.Exact && node.Format.Bits > 8))
            return WriteFloat(node, scale, real, ending);
        var clip = clips && ending != Ending.Exact && !Containers.IsFull(node.Format);
        if (!clips && ending != Ending.Exact && !Containers.Saturates(node.Format))
            Errors.Add(ExportDiagnostics.NeedsClip(node));
        // ONNX Runtime has no Clip for 16-bit integers: those are limited before they are quantized.
        var early = clip && node.Format.Bits > 8;
        var quantized = Writer.Node(
            "QuantizeLinear",
            clip && !early ? node.Name + "/unclipped" : node.Name,
            [early ? Limit(node, scale, real) : real, Scalar(node.Name + "/scale", scale), Zero(type)]);
        var tensor = clip && !early
            ? Writer.Node("Clip", node.Name, [quantized, End(node, type, node.Format.Min, "min"), End(node, type, node.Format.Max, "max")])
            : quantized;
        return new CarriedValue(tensor, type, node.Format, node.Shape, scale);
    }

    public override CarriedValue Lookup(IntegerNode node, double scale, string index, IReadOnlyList<int> entries)
    {
        if (Containers.Of(node.Format) is not { } type)
        {
            var real = Writer.Constant(node.Name + "/table", Tensors.Floats(entries.Select(e => e * scale), entries.Count));
            return new CarriedValue(Writer.Node("Gather", node.Name, [real, index]), ElementType.Float, node.Format, node.Shape, scale);
        }

        var table = Writer.Constant(node.Name + "/table", Tensors.Integers(type, entries, entries.Count));
        return new CarriedValue(Writer.Node("Gather", node.Name, [table, index]), type, node.Format, node.Shape, scale);
    }

    public override string Weights(string node, KernelShape shape, IReadOnlyList<int> weights, int bits, IReadOnlyList<double> scales)
    {
        long[] dims = [shape.OutChannels, shape.InChannelsPerGroup, shape.Height, shape.Width];
        var integers = Writer.Constant(node + "/weights", Tensors.Integers(ElementType.Int8, weights, dims));
        var zeros = Writer.Constant(node + "/weights/zero", Tensors.Integers(ElementType.Int8, new int[shape.OutChannels], shape.OutChannels));
        return Writer.Node(
            "DequantizeLinear",
            node + "/weights/dequantize",
            [integers, Writer.Constant(node + "/weights/scale", Tensors.Floats(scales, shape.OutChannels)), zeros],
            Attributes.Int("axis", 0));
    }

    public override string IntegerBias(string node, IReadOnlyList<int> bias, IReadOnlyList<double> scales)
    {
        var integers = Writer.Constant(node + "/bias", Tensors.Integers(ElementType.Int32, bias, bias.Count));
        var zeros = Writer.Constant(node + "/bias/zero", Tensors.Integers(ElementType.Int32, new int[bias.Count], bias.Count));
        var scale = Writer.Constant(node + "/bias/scale", Tensors.Floats(scales, bias.Count));
        return Writer.Node("DequantizeLinear", node + "/bias/dequantize", [integers, scale, zeros], Attributes.Int("axis", 0));
    }

    /// <summary>A value as float; rounding half up is Floor of a half above.</summary>
    private CarriedValue WriteFloat(IntegerNode node, double scale, string real, Ending ending)
    {
        if (ending == Ending.Rounded)
        {
            if (node.Format.Bits > RealBits)
                Errors.Add(ExportDiagnostics.TooWide(node));
            var steps = Writer.Node("Div", node.Name + "/steps", [real, Scalar(node.Name + "/step", scale)]);
            var raised = Writer.Node("Add", node.Name + "/half/add", [steps, Scalar(node.Name + "/half", 0.5)]);
            real = Writer.Node("Mul", node.Name + "/back", [Writer.Node("Floor", node.Name + "/floor", [raised]), Scalar(node.Name + "/step", scale)]);
        }

        var tensor = ending == Ending.Exact ? real : Limit(node, scale, real);
        return new CarriedValue(Writer.Node("Identity", node.Name, [tensor]), ElementType.Float, node.Format, node.Shape, scale);
    }

    private string Limit(IntegerNode node, double scale, string real) => Writer.Node(
        "Clip", node.Name + "/limit", [real, Scalar(node.Name + "/min", node.Format.Min * scale), Scalar(node.Name + "/max", node.Format.Max * scale)]);

    private string End(IntegerNode node, ElementType type, int value, string name) =>
        Writer.Constant($"{node.Name}/{name}", Tensors.Integers(type, [value]));

    private string Zero(ElementType type)
    {
        Has16Bits |= type is ElementType.UInt16 or ElementType.Int16;
        return Writer.Constant("zero/" + type.ToString().ToLowerInvariant(), Tensors.Integers(type, [0]));
    }
}
