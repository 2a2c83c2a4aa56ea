using System.Runtime.InteropServices;
using FpgaSeg.Import.Onnx.Format;
using Google.Protobuf;

namespace FpgaSeg.Export.Tests.Ort;

/// <summary>
/// Replaces QONNX's Quant nodes by operators that ONNX Runtime has, as the specification of QONNX defines Quant: divide by the scale, add
/// the zero point, clamp, round, and back. Only what the exporter may use is known: scalar zero points of 0, constant widths, mode ROUND.
/// </summary>
internal static class QonnxRewriter
{
    private const string Domain = "qonnx.custom_op.general";

    public static byte[] Rewrite(byte[] model)
    {
        var proto = ModelProto.Parser.ParseFrom(model);
        var constants = proto.Graph.Initializer.ToDictionary(t => t.Name, StringComparer.Ordinal);
        var nodes = proto.Graph.Node.SelectMany(n => n.Domain == Domain ? Replace(n, constants, proto.Graph) : [n]).ToArray();
        proto.Graph.Node.Clear();
        proto.Graph.Node.AddRange(nodes);
        foreach (var domain in proto.OpsetImport.Where(o => o.Domain == Domain).ToArray())
            proto.OpsetImport.Remove(domain);
        return proto.ToByteArray();
    }

    private static IEnumerable<NodeProto> Replace(NodeProto quant, Dictionary<string, TensorProto> constants, GraphProto graph)
    {
        Assert.Equal("Quant", quant.OpType);
        Assert.Equal("ROUND", Attribute(quant, "rounding_mode").S.ToStringUtf8());
        var (name, scale) = (quant.Output[0], quant.Input[1]);
        var (zero, bits) = (Scalar(constants[quant.Input[2]]), Scalar(constants[quant.Input[3]]));
        Assert.Equal(0, zero);
        var (signed, narrow) = (Attribute(quant, "signed").I != 0, Attribute(quant, "narrow").I != 0);
        var low = signed ? -Math.Pow(2, bits - 1) + (narrow ? 1 : 0) : 0;
        var high = signed ? Math.Pow(2, bits - 1) - 1 : Math.Pow(2, bits) - (narrow ? 2 : 1);
        graph.Initializer.Add(Constant(name + "#low", low));
        graph.Initializer.Add(Constant(name + "#high", high));
        yield return Node("Div", name + "#steps", quant.Input[0], scale);
        yield return Node("Clip", name + "#clamped", name + "#steps", name + "#low", name + "#high");
        yield return Node("Round", name + "#rounded", name + "#clamped");
        yield return Node("Mul", name, name + "#rounded", scale);
    }

    private static NodeProto Node(string op, string output, params string[] inputs) => new() { OpType = op, Output = { output }, Input = { inputs } };

    private static AttributeProto Attribute(NodeProto node, string name) => node.Attribute.Single(a => a.Name == name);

    private static float Scalar(TensorProto tensor) => MemoryMarshal.Read<float>(tensor.RawData.Span);

    private static TensorProto Constant(string name, double value) =>
        new() { Name = name, DataType = 1, RawData = ByteString.CopyFrom(BitConverter.GetBytes((float)value)) };
}
