using FpgaSeg.Core.Tensors;
using FpgaSeg.Import.Onnx;
using FpgaSeg.OnnxFormat;

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

    /// <summary>Deep supervision: a head at half the size beside the one that matters, and a value inside the network.</summary>
    [Theory]
    [InlineData("logit", "image conv0 mask", 4, 6)]
    [InlineData("coarse", "image conv0 maxpool1 conv2 mask", 2, 3)]
    [InlineData("half", "image conv0 maxpool1 mask", 2, 3)]
    public void One_of_several_outputs_or_an_inner_value_is_chosen_by_name(string output, string nodes, int height, int width)
    {
        var model = new ModelBuilder().Weights("w", [1, 1, 1, 1], 2)
            .Node("Conv", "image w", "logit").Node("MaxPool", "logit", "half", ModelBuilder.Ints("kernel_shape", 2, 2), ModelBuilder.Ints("strides", 2, 2))
            .Node("Conv", "half w", "before").Node("Sigmoid", "before", "coarse").Node("LSTM", "coarse", "text");
        model.Graph.Output.AddRange([new ValueInfoProto { Name = "coarse" }, new ValueInfoProto { Name = "text" }]);

        var graph = model.Import(new ImportOptions(Output: output)).Value.Graph;

        Assert.Equal(nodes.Split(' '), graph.Nodes.Select(n => n.Name));
        Assert.Equal(new FeatureShape(1, height, width), graph.Output.Shape);
    }

    [Fact]
    public void Every_operator_set_from_7_to_24_is_read_and_6_is_not()
    {
        ModelBuilder Model(long opset) => new ModelBuilder().Opset(opset).Weights("w", [1, 1, 1, 1], 2).Node("Conv", "image w", "a").Node("LeakyRelu", "a", "b")
            .Node("MaxPool", "b", "c", ModelBuilder.Ints("kernel_shape", 2, 2)).Node("Sigmoid", "c", "logit");

        var expected = Model(13).ImportGraph().Nodes.Select(n => (n.Name, n.Operator.GetType(), n.Shape)).ToArray();
        Assert.All(Enumerable.Range(7, 18), opset => Assert.Equal(expected, Model(opset).ImportGraph().Nodes.Select(n => (n.Name, n.Operator.GetType(), n.Shape))));
        Assert.Equal("FS1102", Assert.Single(Model(6).Import().Errors).Code);
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
