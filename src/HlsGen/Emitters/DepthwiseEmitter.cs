using FpgaSeg.HlsGen.Planning;
using FpgaSeg.HlsGen.Stages;

namespace FpgaSeg.HlsGen.Emitters;

/// <summary>depthwise.hpp. A ROM word holds Lanes channels x InnerLanes taps.</summary>
internal static class DepthwiseEmitter
{
    public static StageCode Emit(DepthwiseStage stage, Folding folding)
    {
        var conv = stage.Operator;
        var kernel = conv.Kernel.Shape;
        var tapFolds = kernel.WeightsPerOutput / folding.InnerLanes;
        sbyte Weight(int word, int lane)
        {
            var channel = (word / tapFolds * folding.Lanes) + (lane / folding.InnerLanes);
            var tap = (word % tapFolds * folding.InnerLanes) + (lane % folding.InnerLanes);
            return conv.Kernel[channel, 0, tap / kernel.Width, tap % kernel.Width];
        }

        return new StageCode(
            stage.Name,
            "depthwise",
            "depthwise.hpp",
            [new("in_t", TypeText.Of(stage.Input.Format)), new("weight_t", TypeText.Weight(conv.WeightBits))],
            [
                .. WindowConstants.Of(stage.Input.Shape, conv.Window), new("WEIGHT_BITS", conv.WeightBits),
                new("CHANNEL_LANES", folding.Lanes), new("TAP_LANES", folding.InnerLanes),
            ],
            [Quantisers.Of(conv, stage.Input.Format, stage.Output.Format)],
            [
                WeightRom.Of("weights", conv.WeightBits, kernel.OutChannels / folding.Lanes * tapFolds, folding.Lanes * folding.InnerLanes, Weight),
                Quantisers.Scales(conv.Requantizer, conv.RectifierBias),
            ]);
    }
}
