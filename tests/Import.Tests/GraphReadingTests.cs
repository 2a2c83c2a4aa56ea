using FpgaSeg.Core.Tensors;
using FpgaSeg.Import.Onnx;
using FpgaSeg.Import.Onnx.Format;

namespace FpgaSeg.Import.Tests;

/// <summary>The graph as a whole: order, names, sizes, what is left out, what is reported together.</summary>
public sealed class GraphReadingTests
{
    private static AttributeProto Pixel => ModelBuilder.Ints("kernel_shape", 1, 1);

    [Fact]
    public void Nodes_come_in_reading_order_whatever_the_file_says()
    {
        var graph = new ModelBuilder().Node("Add", "a b", "logit").Node("MaxPool", "a", "b", Pixel).Node("MaxPool", "image", "a", Pixel)
            .ImportGraph();

        Assert.Equal(["image", "maxpool2", "maxpool1", "add0", "mask"], graph.Nodes.Select(n => n.Name));
        Assert.Equal([1, 2], graph.Nodes[3].Inputs.ToArray());
    }

    [Fact]
    public void Names_are_made_unique_and_never_empty()
    {
        var model = new ModelBuilder().Node("MaxPool", "image", "a", Pixel).Node("MaxPool", "a", "b", Pixel).Node("MaxPool", "b", "logit", Pixel);
        (model.Graph.Node[0].Name, model.Graph.Node[1].Name, model.Graph.Node[2].Name) = ("mask", "mask", "");

        Assert.Equal(["image", "mask", "mask_2", "logit", "mask_3"], model.ImportGraph().Nodes.Select(n => n.Name));
    }

    [Fact]
    public void Branches_that_lead_nowhere_are_left_out()
    {
        var graph = new ModelBuilder().Node("Relu", "image", "logit").Node("LSTM", "image", "unused").ImportGraph();

        Assert.Equal(["image", "relu0", "mask"], graph.Nodes.Select(n => n.Name));
    }

    [Fact]
    public void Open_batch_height_and_width_are_taken_from_the_options()
    {
        var model = new ModelBuilder(0, 1, 0, 0).Node("Relu", "image", "logit");

        Assert.Equal(2, model.Import().Errors.Count(e => e.Code == "FS1106"));
        Assert.Equal(new FeatureShape(1, 10, 12), model.Import(new ImportOptions(10, 12)).Value.Graph.Input.Shape);
    }

    [Fact]
    public void The_options_override_a_fixed_size()
    {
        var graph = OnnxImporter.Import(Fixture.Load("cmunext_bn_act").ModelPath, new ImportOptions(32, 96)).Value.Graph;

        Assert.Equal(new FeatureShape(1, 32, 96), graph.Output.Shape);
    }

    [Fact]
    public void Every_unsupported_node_is_reported_at_once_with_what_else_is_wrong()
    {
        var result = new ModelBuilder(1, 2, 4, 6).Node("GRU", "image", "a").Node("Conv", "a w", "b").Node("MaxUnpool", "b", "c")
            .Node("Relu", "c missing", "logit")
            .Filled("w", float.NaN, 1, 3, 1, 1).Import();

        Assert.Equal(["FS1201", "FS1113", "FS1201"], result.Errors.Select(e => e.Code).Where(c => c != "FS1107"));
        Assert.Single(result.Errors, e => e.Code == "FS1107" && e.Message.Contains("'missing'", StringComparison.Ordinal));
    }

    [Fact]
    public void The_hash_is_that_of_the_file()
    {
        // nearest.sha256 is written by make_fixtures.py.
        var path = Fixture.PathOf("nearest.onnx");

        Assert.Equal(File.ReadAllText(Fixture.PathOf("nearest.sha256")).Trim(), ModelImporters.Import(path, new()).Value.SourceSha256);
    }

    [Fact]
    public void A_model_without_extension_is_recognised_by_its_first_bytes()
    {
        File.Copy(Fixture.PathOf("nearest.onnx"), "model-without-extension", overwrite: true);

        Assert.True(ModelImporters.Import("model-without-extension", new()).IsOk);
    }
}
