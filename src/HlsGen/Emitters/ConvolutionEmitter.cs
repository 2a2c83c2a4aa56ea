using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Emitters;

/// <summary>conv2d.hpp. A ROM word holds Lanes output channels x InnerLanes products in the order (ky, kx, input channel of the group).</summary>
internal static class ConvolutionEmitter
{
    public static StageCode Emit(Conv2dStage stage, Folding folding)
    {
        var conv = stage.Operator;
        var kernel = conv.Kernel.Shape;
        var inFolds = kernel.WeightsPerOutput / folding.InnerLanes;
        sbyte Weight(int word, int lane)
        {
            var output = (word / inFolds * folding.Lanes) + (lane / folding.InnerLanes);
            var product = (word % inFolds * folding.InnerLanes) + (lane % folding.InnerLanes);
            var tap = product / kernel.InChannelsPerGroup;
            return conv.Kernel[output, product % kernel.InChannelsPerGroup, tap / kernel.Width, tap % kernel.Width];
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
                .. WindowConstants.Of(stage.Input.Shape, conv.Window), new("OUT_C", kernel.OutChannels), new("GROUPS", conv.Groups),
                new("WEIGHT_BITS", conv.WeightBits), new("OUT_LANES", folding.Lanes), new("WORD_LANES", folding.InnerLanes),
                new("QUANT_LANES", folding.QuantLanes),
            ],
            [Quantisers.Of(conv, stage.Input.Format, stage.Output.Format, folding.LogicRequantisers)],
            [
                WeightRom.Of("weights", conv.WeightBits, kernel.OutChannels / folding.Lanes * inFolds, folding.Lanes * folding.InnerLanes, Weight),
                Quantisers.Scales(conv.Requantizer, conv.RectifierBias),
            ]);
    }
}
