using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Export.Format;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Export.Values;

/// <summary>QONNX: every value is a float tensor behind a Quant node, weights included; formats have any width, signed ones are narrow.</summary>
internal sealed class QonnxCarrier(GraphWriter writer) : Carrier(writer)
{
    /// <summary>Domain of the Quant nodes.</summary>
    public const string Domain = "qonnx.custom_op.general";

    public override bool HasIntegerBias => false;

    public override CarriedValue Input(IntegerNode node, double scale)
    {
        var name = Writer.Names.Take(node.Name);
        Writer.Input(name, ElementType.Float, node.Shape);
        return new CarriedValue(name, ElementType.Float, node.Format, node.Shape, scale);
    }

    public override string Read(CarriedValue value, string reader, double scale)
    {
        var (tensor, has) = (value.Tensor, value.Scale);
        if (value.Type != ElementType.Float)
            (tensor, has) = (Writer.Node("Cast", reader + "/float", [tensor], Attributes.Int("to", (long)ElementType.Float)), 1);
        return scale == has ? tensor : Writer.Node("Mul", reader + "/rescale", [tensor, Scalar(reader + "/factor", scale / has)]);
    }

    public override string ReadIndex(CarriedValue value, string reader)
    {
        var steps = Writer.Node("Div", reader + "/steps", [Read(value, reader), Scalar(reader + "/step", value.Scale)]);
        return Writer.Node("Cast", reader + "/index", [Writer.Node("Round", reader + "/round", [steps])], Attributes.Int("to", (long)ElementType.Int32));
    }

    public override CarriedValue Write(IntegerNode node, double scale, string real, Ending ending)
    {
        if (ending == Ending.Rounded && node.Format.Bits > RealBits)
            Errors.Add(ExportDiagnostics.TooWide(node));
        var tensor = Writer.Names.Take(node.Name);
        Quant(node.Name, tensor, real, Scalar(node.Name + "/scale", scale), node.Format);
        return new CarriedValue(tensor, ElementType.Float, node.Format, node.Shape, scale);
    }

    public override CarriedValue Lookup(IntegerNode node, double scale, string index, IReadOnlyList<int> entries)
    {
        var table = Writer.Constant(node.Name + "/table", Tensors.Floats(entries.Select(e => e * scale), entries.Count));
        return Write(node, scale, Writer.Node("Gather", node.Name + "/lookup", [table, index]), Ending.Exact);
    }

    public override string Weights(string node, KernelShape shape, IReadOnlyList<int> weights, int bits, IReadOnlyList<double> scales)
    {
        long[] dims = [shape.OutChannels, shape.InChannelsPerGroup, shape.Height, shape.Width];
        var reals = weights.Select((w, k) => w * scales[k / shape.WeightsPerOutput]);
        var constant = Writer.Constant(node + "/weights", Tensors.Floats(reals, dims));
        var scale = Writer.Constant(node + "/weights/scale", Tensors.Floats(scales, shape.OutChannels, 1, 1, 1));
        var quantized = Writer.Names.Take(node + "/weights/quant");
        return Quant(node + "/weights", quantized, constant, scale, new NumberFormat(bits, IsSigned: true));
    }

    public override string IntegerBias(string node, IReadOnlyList<int> bias, IReadOnlyList<double> scales) =>
        Writer.Constant(node + "/bias", Tensors.Floats(bias.Zip(scales, (b, s) => b * s), bias.Count));

    private string Quant(string name, string tensor, string real, string scale, NumberFormat format) => Writer.NodeAs(
        "Quant",
        tensor,
        [real, scale, Scalar(name + "/zero", 0), Scalar(name + "/bits", format.Bits)],
        Domain,
        Attributes.Int("signed", format.IsSigned ? 1 : 0),
        Attributes.Int("narrow", format.IsSigned ? 1 : 0),
        Attributes.Text("rounding_mode", "ROUND"));
}
