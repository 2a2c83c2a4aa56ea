using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Graph.Package;
using FpgaSeg.Import;
using FpgaSeg.Import.Onnx;
using FpgaSeg.Simulator.Reference;
using Xunit.Abstractions;

namespace FpgaSeg.Quantizer.Tests;

/// <summary>Networks that PyTorch exported, quantized whole.</summary>
public sealed class EndToEndTests(ITestOutputHelper log)
{
    /// <summary>
    /// The weakest layer of any network. The small networks measure above 32 dB, CMUNeXt (84 layers, random weights) 29 dB, and with
    /// batch norm after the activation 19 dB; a wrong scale or a lost bias gives less than 10.
    /// </summary>
    private const double WorstLayerDb = 15;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures");

    private static readonly InputNormalization ImageNet = new([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]);

    public static TheoryData<string> Names() => new(Directory.GetFiles(Folder, "*.onnx").Select(f => Path.GetFileNameWithoutExtension(f)!).Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void The_integer_network_is_sound_and_close_to_float(string name) => AssertClose(name, normalization: null);

    [Theory]
    [InlineData("conv_relu_bn")]
    [InlineData("depthwise")]
    [InlineData("nearest")]
    public void Normalisation_is_part_of_the_network(string name) => AssertClose(name, ImageNet);

    [Theory]
    [InlineData("conv_relu_bn")]
    [InlineData("hardswish14")]
    [InlineData("strides")]
    public void The_same_input_gives_the_same_bytes(string name)
    {
        var graph = Import(name);
        var images = Quantization.Images(graph.Input.Shape);

        Assert.Equal(Bytes(graph, threads: 1), Bytes(graph, threads: 1));
        Assert.Equal(Bytes(Import(name), threads: 1), Bytes(graph, threads: 3));

        byte[] Bytes(DataflowGraph<FloatNode> g, int threads) => ModelPackageFile.Write(new ModelPackage(
            "test", "net.onnx", new string('0', 64), InputNormalization.UnitRange(3), Quantization.Quantize(g, images, threads: threads).Value.Graph));
    }

    [Theory]
    [InlineData("conv_bn_relu", 1)] // folded and clipped: image, conv, head, mask
    [InlineData("conv_relu_bn", 1)] // rectified, then M and B
    [InlineData("hardswish13", 1)]
    public void Operators_are_fused(string name, int convolutionsBeforeTheHead)
    {
        var nodes = Quantization.Quantize(Import(name), Quantization.Images(Import(name).Input.Shape)).Value.Graph.Nodes;

        Assert.Equal(convolutionsBeforeTheHead + 1, nodes.Count(n => n.Operator is IntegerConv2d));
        Assert.DoesNotContain(nodes, n => n.Operator is IntegerAffine);
        Assert.Equal(name == "conv_relu_bn", nodes.Any(n => n.Operator is IntegerConv2d { RectifierBias.IsEmpty: false }));
    }

    private void AssertClose(string name, InputNormalization? normalization)
    {
        var graph = Import(name);
        var images = Quantization.Images(graph.Input.Shape);
        var outcome = Quantization.Quantize(graph, images, normalization).Value;

        Assert.Empty(IntegerGraphRules.Check(outcome.Graph));
        var layers = outcome.Layers.Where(l => l.Operator != "threshold").ToArray();
        var worst = layers.MinBy(l => l.SqnrDb)!;
        var agreement = Agreement(graph, outcome.Graph, images, normalization ?? InputNormalization.UnitRange(3));
        log.WriteLine($"{name}: {layers.Length} layers, worst {worst.Name} {worst.SqnrDb:F1} dB, logit {layers[^1].SqnrDb:F1} dB, mask {agreement:P2}");
        Assert.True(worst.SqnrDb > WorstLayerDb, $"{worst.Name} has {worst.SqnrDb:F1} dB");
        Assert.True(agreement > 0.95, $"{agreement:P2} of the mask agrees");
    }

    private static double Agreement(
        DataflowGraph<FloatNode> graph, DataflowGraph<IntegerNode> integer, FpgaSeg.Core.Tensors.FeatureMap<byte>[] images, InputNormalization normalization)
    {
        long same = 0, all = 0;
        foreach (var image in images)
        {
            var mask = new ReferenceSimulator(integer).Run(image).Data;
            var logit = new FloatExecutor(graph).RunLogit(normalization.Apply(image)).Data;
            same += mask.Zip(logit).Count(p => p.First == (p.Second > 0 ? 1 : 0));
            all += mask.Length;
        }

        return (double)same / all;
    }

    private static DataflowGraph<FloatNode> Import(string name)
    {
        var path = Path.Combine(Folder, $"{name}.onnx");
        var imported = OnnxImporter.Import(path, new ImportOptions());
        // FS1106: the file leaves the image size open.
        return (imported.Errors.Any(e => e.Code == "FS1106") ? OnnxImporter.Import(path, new ImportOptions(32, 32)) : imported).Value.Graph;
    }
}
