using FpgaSeg.Core.Tensors;
using FpgaSeg.Quantizer.Lowering;

namespace FpgaSeg.Quantizer.Tests;

/// <summary>Integer weights: hand-computed channels, and the error bound on random ones.</summary>
public sealed class WeightQuantizerTests
{
    [Fact]
    public void Each_channel_has_its_own_scale()
    {
        var quantized = Quantize(2, [1.27f, -0.5f, 0.004f, -2.54f, 0.03f, 0.01f], [0, 0], 8, 1);

        Assert.Equal(0.01, quantized.Scales[0], 1e-9);
        Assert.Equal(0.02, quantized.Scales[1], 1e-9);
        // 0.004 / 0.01 = 0.4, 0.03 / 0.02 = 1.5 (to even, or by float's error), 0.01 / 0.02 = 0.5.
        Assert.Equal([127, -50, 0, -127], quantized.Kernel.Data[..4].Select(w => (int)w));
        Assert.InRange(quantized.Kernel.Data[4], 1, 2);
        Assert.InRange(quantized.Kernel.Data[5], 0, 1);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 3)]
    [InlineData(4, 7)]
    [InlineData(5, 15)]
    [InlineData(6, 31)]
    [InlineData(7, 63)]
    [InlineData(8, 127)]
    public void The_range_is_narrow_and_used_whole(int bits, int largest) => Cases.ForAll(100, random =>
    {
        var weights = random.Normals(24, Math.Abs(random.Magnitude(-20, 20)));
        var quantized = Quantize(3, weights, [0, 0, 0], bits, 1);
        for (var o = 0; o < 3; o++)
        {
            int[] integers = [.. quantized.Kernel.Output(o).ToArray().Select(w => (int)w)];
            Assert.Equal(largest, integers.Max(Math.Abs));
            for (var k = 0; k < 8; k++)
                Assert.True(Math.Abs((integers[k] * quantized.Scales[o]) - weights[(o * 8) + k]) <= quantized.Scales[o] * 0.500001);
        }
    });

    [Fact]
    public void The_most_negative_weight_is_minus_127() => Assert.Equal([-127, 126], Quantize(1, [-128f, 127f], [0], 8, 1).Kernel.Data.Select(w => (int)w));

    [Fact]
    public void A_channel_of_zeros_has_a_scale_that_disturbs_no_other_channel()
    {
        var quantized = Quantize(3, [0.5f, -0.25f, 0, 0, 1, 1], [0, 0, 0], 8, 0.02);

        Assert.Equal([0, 0], quantized.Kernel.Output(1).ToArray().Select(w => (int)w));
        Assert.True(quantized.Scales[1] > 0 && quantized.Scales[1] <= quantized.Scales[0], $"{quantized.Scales[1]}");
    }

    [Fact]
    public void A_kernel_of_zeros_has_positive_scales() =>
        Assert.All(Quantize(2, [0, 0, 0, 0], [0, 0], 8, 0.02).Scales, s => Assert.True(double.IsFinite(s) && s > 0));

    [Theory]
    [InlineData(1e-9f, 3f, 0.01)]
    [InlineData(1e-30f, -100f, 1e-4)]
    [InlineData(0f, 7f, 0.5)]
    public void A_bias_stays_far_inside_32_bits(float weight, float bias, double inputScale)
    {
        var quantized = Quantize(1, [weight, weight], [bias], 8, inputScale);

        var steps = bias / (quantized.Scales[0] * inputScale);
        Assert.InRange(Math.Abs(steps), 1 << 23, (1 << 24) + 1.0);
    }

    [Fact]
    public void An_ordinary_bias_leaves_the_scale_alone() => Assert.Equal(0.01, Quantize(1, [1.27f, 1], [5], 8, 0.02).Scales[0], 1e-9);

    private static QuantizedWeights Quantize(int channels, float[] weights, float[] bias, int bits, double inputScale) =>
        WeightQuantizer.Quantize(new ConvKernel<float>(new KernelShape(channels, weights.Length / channels, 1, 1), weights), bias, bits, inputScale);
}
