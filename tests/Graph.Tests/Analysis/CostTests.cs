using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Analysis;
using FpgaSeg.Graph.Float;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Graph.Tests.Analysis;

/// <summary>Counts against hand computation.</summary>
public sealed class CostTests
{
    private static readonly FeatureShape Output = new(6, 10, 20);

    [Fact]
    public void A_dense_convolution_counts_every_weight_at_every_output_pixel() =>
        // 6 x 4 x 3 x 3 = 216 weights, 6 biases, 200 output pixels
        Assert.Equal(new OperatorCost(222, 43_200), Cost(Conv(new KernelShape(6, 4, 3, 3), groups: 1, bias: 0.5f)));

    [Fact]
    public void Groups_divide_the_work() =>
        // depthwise 7x7 over 6 channels: 294 weights
        Assert.Equal(new OperatorCost(300, 58_800), Cost(Conv(new KernelShape(6, 1, 7, 7), groups: 6, bias: 0.5f)));

    [Fact]
    public void A_bias_of_zeros_is_no_parameter() =>
        Assert.Equal(new OperatorCost(216, 43_200), Cost(Conv(new KernelShape(6, 4, 3, 3), groups: 1, bias: 0)));

    [Fact]
    public void Batch_norm_counts_two_per_channel_and_no_work() =>
        Assert.Equal(new OperatorCost(12, 0), Cost(new FloatAffine(new float[6], new float[6])));

    [Fact]
    public void Large_counts_do_not_overflow()
    {
        var shape = new FeatureShape(512, 2048, 2048);
        var kernel = new KernelShape(512, 512, 3, 3);
        var conv = new FloatConv2d(new ConvKernel<float>(kernel, new float[kernel.Count]), new float[512], WindowGeometry.Same(3), 1);

        // 512 x 512 x 9 x 2^22
        Assert.Equal(9_895_604_649_984, Cost(conv, shape).Macs);
    }

    [Theory]
    [InlineData(8, 216)]
    [InlineData(5, 135)]
    [InlineData(3, 81)]
    [InlineData(2, 54)]
    public void Integer_weights_are_counted_at_their_width(int bits, long bytes)
    {
        var op = IntegerConv(bits, rectifier: false, offset: 3);

        Assert.Equal(bytes, IntegerBytes.OfWeights(op));
        Assert.Equal(new OperatorCost(222, 43_200), Cost(op));
    }

    [Fact]
    public void A_batch_norm_after_the_rectifier_has_its_own_offsets() =>
        // 216 weights, 6 biases at the accumulator, 6 offsets of the batch norm
        Assert.Equal(228, Cost(IntegerConv(8, rectifier: true, offset: 3)).Parameters);

    [Theory]
    [InlineData(8, 1200)]
    [InlineData(6, 900)]
    [InlineData(5, 750)]
    [InlineData(1, 150)]
    [InlineData(17, 2550)]
    public void Maps_are_counted_at_their_width(int bits, long bytes) =>
        Assert.Equal(bytes, IntegerBytes.OfActivation(Integer(new IntegerInput(), new NumberFormat(bits, IsSigned: false))));

    [Fact]
    public void A_last_byte_that_is_not_full_counts_whole() =>
        Assert.Equal(2, IntegerBytes.OfActivation(new IntegerNode("x", new IntegerInput(), [], new FeatureShape(1, 1, 3), new NumberFormat(4, false), 1, null)));

    [Fact]
    public void Slopes_are_parameters() => Assert.Equal(new OperatorCost(6, 0), Cost(new FloatPRelu(new float[6])));

    /// <summary>PyTorch's ConvTranspose2d(4, 6, 3, stride 2, padding 1, output_padding 1) on 5x7: 4 x 6 x 9 + 6 parameters, 216 products per input pixel.</summary>
    [Fact]
    public void A_transposed_convolution_counts_its_own_kernel_and_not_the_zeros_of_its_phases()
    {
        var (random, input) = (new Random(1), new FeatureShape(4, 5, 7));
        var kernel = new ConvKernel<float>(new KernelShape(4, 6, 3, 3), Cases.Floats(random, 216));
        var rewritten = TransposedConvolution.Rewrite(
            input, kernel, Cases.Floats(random, 6), new WindowGeometry(3, 3, 2, 2, PadTop: 1, PadLeft: 1), groups: 1, height: 10, width: 14);
        var summary = NetworkSummary.Of(new DataflowGraph<FloatNode>(
        [
            new("image", new FloatInput(), [], input),
            new("conv", rewritten.Conv, [0], rewritten.ConvShape),
            new("spread", rewritten.Spread, [1], rewritten.SpreadShape),
        ]));

        Assert.Equal((222, 7560), (summary.Parameters, summary.Macs));
    }

    private static FloatConv2d Conv(KernelShape kernel, int groups, float bias) => new(
        new ConvKernel<float>(kernel, new float[kernel.Count]), [.. Enumerable.Repeat(bias, kernel.OutChannels)], WindowGeometry.Same(kernel.Height), groups);

    private static IntegerConv2d IntegerConv(int bits, bool rectifier, long offset)
    {
        var kernel = new KernelShape(6, 4, 3, 3);
        var requantizer = Requantizer.PassThrough([.. Enumerable.Repeat(offset, 6)]);
        return new IntegerConv2d(
            new ConvKernel<sbyte>(kernel, new sbyte[kernel.Count]), bits, WindowGeometry.Same(3), 1, [.. Enumerable.Repeat(5, rectifier ? 6 : 0)], requantizer);
    }

    private static OperatorCost Cost(FloatOperator op, FeatureShape? output = null) => FloatCosts.Of(
        new DataflowGraph<FloatNode>([new("image", new FloatInput(), [], Output), new("node", op, [0], output ?? Output)]), 1);

    private static OperatorCost Cost(IntegerOperator op) => IntegerCosts.Of(
        new DataflowGraph<IntegerNode>([Integer(new IntegerInput(), NumberFormat.UInt8) with { Inputs = [], Name = "image" }, Integer(op, NumberFormat.UInt8)]), 1);

    private static IntegerNode Integer(IntegerOperator op, NumberFormat format) => new("node", op, [0], Output, format, 1, null);
}
