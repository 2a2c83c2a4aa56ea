using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import.Onnx.Format;
using Google.Protobuf;
using static FpgaSeg.Import.Tests.ModelBuilder;

namespace FpgaSeg.Import.Tests;

/// <summary>How single nodes come over; expected values by hand from the ONNX operator specification.</summary>
public sealed class ReaderTests
{
    private static readonly FloatResize2d Doubling = new(ResizeAxis.Replicate(4, 2), ResizeAxis.Replicate(6, 2));

    [Fact]
    public void Conv_without_bias_gets_zeros_and_keeps_its_window()
    {
        var graph = new ModelBuilder(1, 4, 9, 11).Filled("w", 0.5f, 1, 4, 3, 5)
            .Node(
                "Conv", "image w", "logit",
                Ints("strides", 2, 1), Ints("pads", 1, 2, 0, 3), Ints("dilations", 1, 2), Ints("kernel_shape", 3, 5))
            .ImportGraph();

        var conv = Assert.IsType<FloatConv2d>(graph.Nodes[1].Operator);
        Assert.Equal(
            new WindowGeometry(3, 5, 2, 1, PadTop: 1, PadLeft: 2, PadBottom: 0, PadRight: 3, DilationY: 1, DilationX: 2), conv.Window);
        Assert.Equal([0f], conv.Bias);
        Assert.Equal(new FeatureShape(1, ((9 + 1 - 3) / 2) + 1, 11 + 5 - 9 + 1), graph.Nodes[1].Shape);
    }

    [Theory]
    [InlineData("SAME_UPPER", 0, 0, 1, 1)]
    [InlineData("SAME_LOWER", 1, 1, 0, 0)]
    [InlineData("VALID", 0, 0, 0, 0)]
    public void Auto_pad_becomes_pads(string mode, int top, int left, int bottom, int right)
    {
        // 4x6, window 2x2, stride 1: SAME needs one more row and column.
        var graph = new ModelBuilder().Node("MaxPool", "image", "logit", Ints("kernel_shape", 2, 2), Text("auto_pad", mode)).ImportGraph();

        var window = Assert.IsType<FloatMaxPool2d>(graph.Nodes[1].Operator).Window;
        Assert.Equal((top, left, bottom, right), (window.PadTop, window.PadLeft, window.PadBottom, window.PadRight));
    }

    [Fact]
    public void Batch_norm_becomes_an_affine()
    {
        var graph = new ModelBuilder().Weights("g", [1], 3).Weights("b", [1], 1).Weights("m", [1], 2).Weights("v", [1], 3.75f)
            .Node("BatchNormalization", "image g b m v", "logit", Float("epsilon", 0.25f)).ImportGraph();

        var affine = Assert.IsType<FloatAffine>(graph.Nodes[1].Operator);
        Assert.Equal([1.5f], affine.Scale); // 3 / sqrt(4)
        Assert.Equal([-2f], affine.Shift); // 1 - 2 * 1.5
    }

    [Theory]
    [InlineData("asymmetric", "floor", "0 0 1 1 2 2 3 3")]
    [InlineData("half_pixel", "round_prefer_floor", "0 0 1 1 2 2 3 3")]
    [InlineData("half_pixel", "round_prefer_ceil", "0 0 1 1 2 2 3 3")]
    [InlineData("pytorch_half_pixel", "round_prefer_floor", "0 0 1 1 2 2 3 3")]
    [InlineData("tf_half_pixel_for_nn", "floor", "0 0 1 1 2 2 3 3")]
    [InlineData("half_pixel", "floor", "0 0 0 1 1 2 2 3")] // -0.25, 0.25, 0.75, 1.25, ...
    [InlineData("half_pixel", "ceil", "0 1 1 2 2 3 3 3")]
    [InlineData("asymmetric", "ceil", "0 1 1 2 2 3 3 3")]
    [InlineData("asymmetric", "round_prefer_ceil", "0 1 1 2 2 3 3 3")]
    [InlineData("asymmetric", "round_prefer_floor", "0 0 1 1 2 2 3 3")] // 0, 0.5, 1, 1.5: halves go down
    [InlineData("align_corners", "floor", "0 0 0 1 1 2 2 3")] // 3/7, 6/7, 9/7, ...
    public void Nearest_takes_the_sources_of_the_specification(string transformation, string rounding, string rows)
    {
        var graph = new ModelBuilder().Weights("s", [4], 1, 1, 2, 2)
            .Node("Resize", "image - s", "logit", Text("coordinate_transformation_mode", transformation), Text("nearest_mode", rounding))
            .ImportGraph();

        var resize = Assert.IsType<FloatResize2d>(graph.Nodes[1].Operator);
        Assert.Equal(rows, string.Join(' ', Enumerable.Range(0, 8).Select(y => resize.Rows.Sources(y).First)));
        if (rows == "0 0 1 1 2 2 3 3")
            Assert.Equal(ResizeAxis.Replicate(4, 2), resize.Rows);
    }

    [Theory]
    [InlineData("half_pixel", 7, "0 5/14 13/14 3/2 29/14 37/14 3")] // (y + 1/2) * 4/7 - 1/2, clamped
    [InlineData("asymmetric", 7, "0 4/7 8/7 12/7 16/7 20/7 3")]
    [InlineData("align_corners", 7, "0 1/2 1 3/2 2 5/2 3")]
    [InlineData("pytorch_half_pixel", 1, "0")]
    [InlineData("half_pixel", 1, "3/2")]
    public void Linear_mixes_at_exact_fractions(string transformation, int rows, string coordinates)
    {
        var graph = new ModelBuilder().Weights(Integers("z", 1, 1, rows, 6))
            .Node("Resize", "image - - z", "logit", Text("coordinate_transformation_mode", transformation), Text("mode", "linear")).ImportGraph();

        var axis = Assert.IsType<FloatResize2d>(graph.Nodes[1].Operator).Rows;
        Assert.All(coordinates.Split(' ').Select((text, y) => (text, y)), pair =>
        {
            var parts = pair.text.Split('/').Select(double.Parse).Append(1).ToArray();
            var (first, _, weight) = axis.Sources(pair.y);
            Assert.Equal(parts[0] / parts[1], first + ((double)weight / axis.TotalWeight), 12);
        });
    }

    [Fact]
    public void Weights_may_be_constants_and_of_any_float_type()
    {
        var half = new TensorProto { DataType = 10, Dims = { 1, 1, 1, 1 }, RawData = ByteString.CopyFrom(0x00, 0x3e) }; // 1.5
        var listed = new TensorProto { Name = "h", DataType = 10, Dims = { 1, 1, 1, 1 }, Int32Data = { 0xc000 } }; // -2
        var wide = new TensorProto { Name = "d", DataType = 11, Dims = { 1 }, DoubleData = { 0.25 } };
        var graph = new ModelBuilder().Weights(wide).Weights(listed).Node("Constant", "", "w", Value(half)).Node("Identity", "w", "v")
            .Node("Conv", "image v d", "a").Node("Conv", "a h", "logit").ImportGraph();

        Assert.Equal([1.5f], ((FloatConv2d)graph.Nodes[1].Operator).Kernel.Data);
        Assert.Equal([0.25f], ((FloatConv2d)graph.Nodes[1].Operator).Bias);
        Assert.Equal([-2f], ((FloatConv2d)graph.Nodes[2].Operator).Kernel.Data);
    }

    [Fact]
    public void Hardswish_is_recognised_in_both_operand_orders()
    {
        foreach (var operands in new[] { "image g", "g image" })
        {
            var graph = new ModelBuilder().Node("HardSigmoid", "image", "g", Float("alpha", 1f / 6)).Node("Mul", operands, "logit")
                .ImportGraph();
            Assert.Equal(new FloatActivation(ActivationFunction.HardSwish), graph.Nodes[1].Operator);
        }
    }

    [Fact]
    public void Pass_through_nodes_and_the_last_sigmoid_disappear()
    {
        var graph = new ModelBuilder().Node("Identity", "image", "a").Node("Relu", "a", "b").Node("Dropout", "b", "c")
            .Node("Sigmoid", "c", "logit").ImportGraph();

        Assert.Equal(["image", "relu1", "mask"], graph.Nodes.Select(n => n.Name));
        Assert.Equal(new FloatThreshold(0), graph.Output.Operator);
    }

    [Fact]
    public void Older_upsample_and_resize_are_nearest()
    {
        var scales = new AttributeProto { Name = "scales", Type = 6, Floats = { 1, 1, 2, 2 } };
        var oldest = new ModelBuilder().Opset(7).Node("Upsample", "image", "logit", scales).ImportGraph();
        var older = new ModelBuilder().Opset(10).Weights("s", [4], 1, 1, 2, 2).Node("Resize", "image s", "logit").ImportGraph();

        Assert.Equal(Doubling, oldest.Nodes[1].Operator);
        Assert.Equal(Doubling, older.Nodes[1].Operator);
        Assert.Equal(new FeatureShape(1, 8, 12), older.Nodes[1].Shape);
    }
}
