using FpgaSeg.Graph.Float;
using FpgaSeg.Quantizer.Passes;

namespace FpgaSeg.Reports.Tests;

/// <summary>What the views say against the networks themselves.</summary>
public sealed class ViewTests
{
    [Fact]
    public void Ranges_of_quantized_weights_are_those_of_the_float_weights_within_half_a_step()
    {
        var floats = FloatPasses.Run(Sample.Source).Graph.Nodes.ToDictionary(n => n.Name, StringComparer.Ordinal);
        var compared = 0;
        foreach (var layer in Sample.Content.Layers.Where(l => l.Weights is not null))
        {
            var conv = (FloatConv2d)floats[layer.Node.Name].Operator;
            for (var o = 0; o < conv.Kernel.Shape.OutChannels; o++)
            {
                var (weights, range) = (conv.Kernel.Output(o).ToArray(), layer.Weights!.Channels[o]);
                var largest = Math.Max(weights.Max(), -weights.Min());
                var tolerance = 0.51 * largest / 127;
                Assert.Equal(Math.Max(0, weights.Max()), range.High, tolerance);
                Assert.Equal(Math.Min(0, weights.Min()), range.Low, tolerance);
                compared++;
            }
        }

        Assert.Equal(1003, compared); // output channels of all convolutions: 1002 with batch norm, and the head's
    }

    [Fact]
    public void Raw_pixels_the_logit_and_the_mask_are_not_rounded()
    {
        var layers = Sample.Content.Layers;

        Assert.False(layers[0].IsRounded);
        Assert.True(layers[1].IsRounded);
        Assert.False(layers[^2].IsRounded);
        Assert.False(layers[^1].IsRounded);
    }

    [Fact]
    public void The_format_ends_at_its_largest_integer_times_the_scale()
    {
        var layer = Sample.Content.Layers[1]; // after ReLU: u5

        Assert.Equal((0.0, 31 * layer.Integer.Scale), layer.Clip);
    }
}
