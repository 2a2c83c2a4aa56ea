using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Export.Format;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Graph.Package;
using FpgaSeg.Import.Onnx.Format;

namespace FpgaSeg.Export.Tests;

/// <summary>The file around the operators.</summary>
public sealed class ExporterTests
{
    private static readonly FeatureShape Shape = new(1, 4, 6);
    private static readonly NumberFormat Nibble = new(4, IsSigned: false);

    [Theory]
    [InlineData(OnnxFlavour.Qdq)]
    [InlineData(OnnxFlavour.Qcdq)]
    [InlineData(OnnxFlavour.Qonnx)]
    public void The_same_package_gives_the_same_bytes(OnnxFlavour flavour) =>
        Assert.Equal(Export(NumberFormat.UInt8, new(flavour)).Bytes, Export(NumberFormat.UInt8, new(flavour)).Bytes);

    [Theory]
    [InlineData(OnnxFlavour.Qdq, false, ElementType.UInt8)]
    [InlineData(OnnxFlavour.Qdq, true, ElementType.Float)]
    [InlineData(OnnxFlavour.Qonnx, false, ElementType.Float)]
    public void The_file_says_what_goes_in_and_out(OnnxFlavour flavour, bool floatInput, ElementType type)
    {
        var file = Parse(Export(NumberFormat.UInt8, new(flavour, floatInput)));
        var input = Assert.Single(file.Graph.Input);
        Assert.Equal(("mask_1", (int)type), (input.Name, input.Type.TensorType.ElemType)); // the node is named mask, and that name is the result's
        Assert.Equal([1, 1, 4, 6], input.Type.TensorType.Shape.Dim.Select(d => d.DimValue));
        Assert.Equal(["logit", "mask"], file.Graph.Output.Select(o => o.Name));
        Assert.Equal([(int)ElementType.Float, (int)ElementType.UInt8], file.Graph.Output.Select(o => o.Type.TensorType.ElemType));
        Assert.Equal(new string('0', 64), file.MetadataProps.Single(p => p.Key == "fpgaseg.model_id").Value);
        Assert.Equal(file.Graph.Node.Count, file.Graph.Node.SelectMany(n => n.Output).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_trace_puts_out_every_value() => Assert.Equal(
        ["logit", "mask", "double", "logit_1"],
        Parse(Export(NumberFormat.UInt8, new(OnnxFlavour.Qdq, Trace: true))).Graph.Output.Select(o => o.Name));

    [Theory]
    [InlineData(8, false, 13, false)]
    [InlineData(8, true, 13, true)]
    [InlineData(4, false, 13, true)]
    [InlineData(12, false, 21, false)]
    public void Qcdq_clips_narrow_integers_and_asks_for_the_opset_it_needs(int bits, bool signed, int opset, bool clips)
    {
        var file = Parse(Export(new NumberFormat(bits, signed), new(OnnxFlavour.Qcdq)));
        Assert.Equal(opset, file.OpsetImport.Single().Version);
        var clip = file.Graph.Node.Where(n => n.OpType == "Clip" && n.Input[0].EndsWith("/unclipped", StringComparison.Ordinal));
        Assert.Equal(clips, clip.Any());
    }

    [Fact]
    public void Every_node_that_qdq_cannot_hold_is_named()
    {
        var result = OnnxExporter.Export(Model(Nibble), new(OnnxFlavour.Qdq));
        Assert.Equal(["FS2401", "FS2401"], result.Errors.Select(e => e.Code));
        Assert.Equal(["node 'double'", "node 'logit'"], result.Errors.Select(e => e.At));
    }

    private static ExportedModel Export(NumberFormat format, ExportOptions options) => OnnxExporter.Export(Model(format), options).Value;

    private static ModelProto Parse(ExportedModel model) => ModelProto.Parser.ParseFrom(model.Bytes);

    /// <summary>Nodes with the names that the file gives its own results.</summary>
    private static LoadedModel Model(NumberFormat format)
    {
        var requantizer = new Requantizer([100001], [1 << 16], 17);
        var graph = new DataflowGraph<IntegerNode>([
            new IntegerNode("mask", new IntegerInput(), [], Shape, NumberFormat.UInt8, 1.0 / 255, null),
            new IntegerNode("double", new IntegerAffine(requantizer), [0], Shape, format, 0.1, null),
            new IntegerNode("logit", new IntegerAffine(requantizer), [1], Shape, format, 0.2, null),
            new IntegerNode("out", new IntegerThreshold(3), [2], Shape, NumberFormat.Bit, 1, null),
        ]);
        return new(new ModelPackage("test", "net.onnx", new string('a', 64), InputNormalization.UnitRange(1), graph), new string('0', 64));
    }
}
