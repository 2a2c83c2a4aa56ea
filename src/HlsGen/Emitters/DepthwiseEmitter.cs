using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Emitters;

/// <summary>depthwise.hpp. A ROM word holds one tap of Lanes channels.</summary>
internal static class DepthwiseEmitter
{
    public static StageCode Emit(DepthwiseStage stage, Folding folding)
    {
        var conv = stage.Operator;
        var kernel = conv.Kernel.Shape;
        var taps = kernel.WeightsPerOutput;
        sbyte Weight(int word, int lane)
        {
            var (first, tap) = Math.DivRem(word, taps);
            return conv.Kernel[(first * folding.Lanes) + lane, 0, tap / kernel.Width, tap % kernel.Width];
        }

        return new StageCode(
            stage.Name,
            "depthwise",
            "depthwise.hpp",
            [
                new("in_t", TypeText.Of(stage.Input.Format)), new("weight_t", TypeText.Weight(conv.WeightBits)),
                new("packing", TypeText.Of(folding.Packing, folding.LogicProducts)),
            ],
            [
                .. WindowConstants.Of(stage.Input.Shape, conv.Window), new("WEIGHT_BITS", conv.WeightBits),
                new("WORD_LANES", folding.Lanes), new("QUANT_LANES", folding.QuantLanes),
            ],
            [Quantisers.Of(conv, stage.Input.Format, stage.Output.Format, folding.LogicRequantisers)],
            [
                WeightRom.Of("weights", conv.WeightBits, kernel.OutChannels / folding.Lanes * taps, folding.Lanes, Weight),
                Quantisers.Scales(conv.Requantizer, conv.RectifierBias),
            ]);
    }
}
