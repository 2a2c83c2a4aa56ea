using System.Runtime.InteropServices;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import.Architectures;
using FpgaSeg.Import.Onnx;

namespace FpgaSeg.Import.Tests.Checkpoints;

/// <summary>Checkpoints become the same networks as the exporter's ONNX files of them.</summary>
public sealed class NetworkImportTests
{
    private const float Tolerance = 1e-4f;

    [Fact]
    public void The_shipped_checkpoint_gives_the_graph_of_the_shipped_ONNX_file_bit_for_bit()
    {
        var torch = ModelImporters.Import(Path.Combine("Checkpoints", "Models", "cmunext_xxs_dsb2018.pth"), new ImportOptions()).Value;
        var onnx = ModelImporters.Import(Path.Combine("Checkpoints", "Models", "cmunext_xxs_dsb2018.onnx"), new ImportOptions()).Value;

        AssertSame(onnx.Graph, torch.Graph);
        Assert.Equal("cmunext-xxs", torch.Architecture);
        Assert.Equal("PyTorch state dict", torch.Producer);
        Assert.NotEqual(onnx.SourceSha256, torch.SourceSha256);
    }

    [Theory]
    [InlineData("bn_act", null)]
    [InlineData("act_bn_hardswish", "cmunext-xxs-published-order-hardswish")]
    public void Other_widths_and_kernels_give_the_exporters_graph_and_PyTorchs_logit(string name, string? architecture)
    {
        var onnx = OnnxImporter.Import(CheckpointFixture.Read($"{name}.onnx"), "network.onnx", new ImportOptions()).Value;
        var torch = CheckpointFixture.Import($"{name}.pth", new ImportOptions(32, 48) { Architecture = architecture }).Value;

        AssertSame(onnx.Graph, torch.Graph);
        AssertClose(name, torch.Graph);
        Assert.Contains(torch.Notes, n => n.Contains("other shapes", StringComparison.Ordinal));
    }

    /// <summary>One stage has fewer blocks than published, two have more.</summary>
    [Fact]
    public void Other_numbers_of_blocks_give_the_exporters_graph_and_PyTorchs_logit()
    {
        var onnx = OnnxImporter.Import(CheckpointFixture.Read("blocks.onnx"), "network.onnx", new ImportOptions()).Value;
        var torch = CheckpointFixture.Import("blocks.pth", new ImportOptions(32, 48)).Value;

        AssertSame(onnx.Graph, torch.Graph);
        AssertClose("blocks", torch.Graph);
        Assert.Equal("cmunext-xxs", torch.Architecture);
        Assert.Equal(
            [
                "blocks in 'enc.0.blocks': 1, not 3 as in the published 'cmunext-xxs'", "blocks in 'enc.1.blocks': 2, not 1 as in the published 'cmunext-xxs'",
                "blocks in 'enc.3.blocks': 3, not 1 as in the published 'cmunext-xxs'",
            ],
            torch.Notes.Where(n => n.StartsWith("blocks in ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Safetensors_give_the_same_graph()
    {
        var torch = CheckpointFixture.Import("bn_act.pth").Value;
        var safetensors = CheckpointFixture.Import("bn_act.safetensors").Value;

        AssertSame(torch.Graph, safetensors.Graph);
        Assert.Equal("safetensors state dict", safetensors.Producer);
    }

    [Fact]
    public void Half_precision_weights_are_near()
    {
        var full = CheckpointFixture.Import("bn_act.pth").Value;
        var half = CheckpointFixture.Import("bn_act_half.pth").Value;
        var (a, b) = (Kernels(full.Graph).First(), Kernels(half.Graph).First());

        Assert.NotEqual(a, b);
        Assert.All(a.Zip(b), p => Assert.True(Math.Abs(p.First - p.Second) <= 2e-3f * Math.Max(1, Math.Abs(p.First))));
    }

    [Fact]
    public void An_activation_that_the_weights_do_not_show_is_chosen_by_name_and_defaults_to_the_plain_network()
    {
        var plain = CheckpointFixture.Import("bn_act.pth").Value;
        var named = CheckpointFixture.Import("bn_act.pth", new ImportOptions(32, 48) { Architecture = "CMUNeXt-XXS-hardswish" }).Value;

        Assert.Equal(("cmunext-xxs", "cmunext-xxs-hardswish"), (plain.Architecture, named.Architecture));
        Assert.Contains(plain.Notes, n => n.Contains("'cmunext-xxs-hardswish'", StringComparison.Ordinal) && n.Contains("--architecture", StringComparison.Ordinal));
        Assert.DoesNotContain(named.Notes, n => n.Contains("--architecture", StringComparison.Ordinal));
        Assert.Equal(54, named.Graph.Nodes.Count(n => n.Operator is FloatActivation { Function.Name: "hardswish" }));
    }

    [Fact]
    public void One_of_several_state_dicts_is_chosen_by_name()
    {
        var model = CheckpointFixture.Import("training.pth", new ImportOptions(32, 48) { StateDict = "model" }).Value;
        var ema = CheckpointFixture.Import("training.pth", new ImportOptions(32, 48) { StateDict = "ema" }).Value;

        AssertSame(model.Graph, ema.Graph);
    }

    [Fact]
    public void Other_names_are_taken_in_order_only_for_a_network_that_the_user_names()
    {
        Assert.Equal("FS1430", Assert.Single(CheckpointFixture.Import("renamed.pth").Errors).Code);

        var model = CheckpointFixture.Import("renamed.pth", new ImportOptions(32, 48) { Architecture = "cmunext-xxs" }).Value;

        Assert.Contains(model.Notes, n => n.Contains("in their order", StringComparison.Ordinal));
        Assert.All(Kernels(model.Graph).Last(), w => Assert.Equal(378f, w)); // the head's weight is tensor 378, filled with its number
    }

    [Fact]
    public void The_size_defaults_to_that_of_the_skeleton() =>
        Assert.Equal(new FeatureShape(3, 256, 256), CheckpointFixture.Import("bn_act.pth", new ImportOptions()).Value.Graph.Input.Shape);

    [Fact]
    public void Every_known_network_is_a_graph_with_parameters()
    {
        Assert.NotEmpty(ArchitectureCatalogue.All);
        Assert.All(ArchitectureCatalogue.All, a =>
        {
            Assert.NotEmpty(a.Parameters);
            Assert.Equal(a.Parameters.Count, a.Parameters.Select(p => p.Name).Distinct().Count());
            Assert.All(a.Parameters, p => Assert.False(p.Name.Contains("num_batches", StringComparison.Ordinal)));
        });
    }

    private static void AssertSame(Graph.DataflowGraph<FloatNode> expected, Graph.DataflowGraph<FloatNode> actual)
    {
        Assert.Equal(expected.Nodes.Select(n => (n.Name, n.Operator.GetType(), n.Shape)), actual.Nodes.Select(n => (n.Name, n.Operator.GetType(), n.Shape)));
        foreach (var (e, a) in expected.Nodes.Zip(actual.Nodes))
        {
            Assert.Equal(e.Inputs.AsEnumerable(), a.Inputs);
            if (e.Operator is FloatConv2d conv)
            {
                var other = (FloatConv2d)a.Operator;
                Assert.Equal((conv.Window, conv.Groups), (other.Window, other.Groups));
                Assert.Equal(conv.Kernel.Data, other.Kernel.Data);
                Assert.Equal(conv.Bias.AsEnumerable(), other.Bias);
            }
            else if (e.Operator is FloatAffine affine)
            {
                Assert.Equal(affine.Scale.AsEnumerable(), ((FloatAffine)a.Operator).Scale);
                Assert.Equal(affine.Shift.AsEnumerable(), ((FloatAffine)a.Operator).Shift);
            }
        }
    }

    private static void AssertClose(string name, Graph.DataflowGraph<FloatNode> graph)
    {
        var logit = new FloatExecutor(graph).RunLogit(Image(32, 48));
        var expected = MemoryMarshal.Cast<byte, float>(CheckpointFixture.Read($"{name}.logit.f32")).ToArray();
        var worst = expected.Zip(logit.Data, (e, a) => Math.Abs(e - a)).Max();
        Assert.True(worst <= Tolerance, $"largest difference {worst:E3}");
    }

    private static IEnumerable<float[]> Kernels(Graph.DataflowGraph<FloatNode> graph) =>
        graph.Nodes.Select(n => n.Operator).OfType<FloatConv2d>().Select(c => c.Kernel.Data);

    /// <summary>The image of make_fixtures.py.</summary>
    private static FeatureMap<float> Image(int height, int width) => new(
        new FeatureShape(3, height, width),
        [.. Enumerable.Range(0, 3 * height * width).Select(i => (float)(0.5 + (0.5 * Math.Sin(((double)i * i * 0.013) + (i * 0.7)))))]);
}
