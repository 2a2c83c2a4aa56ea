using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Emitters;

/// <summary>conv2d.hpp. A ROM word holds Lanes output channels x Pixels neighbours x InnerLanes products in the order (ky, kx, input channel of the group).</summary>
internal static class ConvolutionEmitter
{
    public static StageCode Emit(Conv2dStage stage, Folding folding)
    {
        var conv = stage.Operator;
        var (kernel, pixels, window) = (conv.Kernel.Shape, folding.Pixels, PixelPairs.Widened(conv.Window, folding.Pixels));
        var inFolds = kernel.InChannelsPerGroup / folding.InnerLanes * window.KernelHeight * window.KernelWidth;
        sbyte Weight(int word, int lane)
        {
            var (sum, input) = Math.DivRem(lane, folding.InnerLanes);
            var (tap, channel) = Math.DivRem((word % inFolds * folding.InnerLanes) + input, kernel.InChannelsPerGroup);
            var output = (word / inFolds * folding.Lanes) + (sum / pixels);
            return WindowWeights.Of(conv, output, channel, tap / window.KernelWidth, tap % window.KernelWidth, sum % pixels);
        }

        return new StageCode(
            stage.Name,
            "conv2d",
            "conv2d.hpp",
            [
                new("in_t", TypeText.Of(stage.Input.Format)), new("weight_t", TypeText.Weight(conv.WeightBits)),
                new("packing", TypeText.Of(folding.Packing, folding.LogicProducts)),
            ],
            [
                .. WindowConstants.Of(stage.Input.Shape, window), new("OUT_C", kernel.OutChannels), new("GROUPS", conv.Groups),
                new("WEIGHT_BITS", conv.WeightBits), new("OUT_LANES", folding.Lanes), new("WORD_LANES", folding.InnerLanes),
                new("PIXELS", pixels), new("QUANT_LANES", folding.QuantLanes),
            ],
            [Quantisers.Of(conv, stage.Input.Format, stage.Output.Format, folding.LogicRequantisers)],
            [
                WeightRom.Of("weights", conv.WeightBits, kernel.OutChannels / folding.Lanes * inFolds, folding.Lanes * pixels * folding.InnerLanes, Weight),
                Quantisers.Scales(conv.Requantizer, conv.RectifierBias),
            ]);
    }
}
