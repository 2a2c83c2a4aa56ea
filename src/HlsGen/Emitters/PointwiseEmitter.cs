using FpgaSeg.HlsGen.Planning;
using FpgaSeg.HlsGen.Stages;

namespace FpgaSeg.HlsGen.Emitters;

/// <summary>pointwise.hpp. A ROM word holds Lanes output channels x InnerLanes input channels.</summary>
internal static class PointwiseEmitter
{
    public static StageCode Emit(PointwiseStage stage, Folding folding)
    {
        var conv = stage.Operator;
        var kernel = conv.Kernel.Shape;
        var inFolds = kernel.InChannelsPerGroup / folding.InnerLanes;
        sbyte Weight(int word, int lane) => conv.Kernel[
            (word / inFolds * folding.Lanes) + (lane / folding.InnerLanes),
            (word % inFolds * folding.InnerLanes) + (lane % folding.InnerLanes),
            0,
            0];

        return new StageCode(
            stage.Name,
            "pointwise",
            "pointwise.hpp",
            [new("in_t", TypeText.Of(stage.Input.Format)), new("weight_t", TypeText.Weight(conv.WeightBits))],
            [
                new("IN_C", kernel.InChannelsPerGroup), new("OUT_C", kernel.OutChannels), new("PIXELS", stage.Input.Shape.Pixels),
                new("WEIGHT_BITS", conv.WeightBits), new("OUT_LANES", folding.Lanes), new("IN_LANES", folding.InnerLanes),
            ],
            [Quantisers.Of(conv, stage.Input.Format, stage.Output.Format)],
            [
                WeightRom.Of("weights", conv.WeightBits, kernel.OutChannels / folding.Lanes * inFolds, folding.Lanes * folding.InnerLanes, Weight),
                Quantisers.Scales(conv.Requantizer, conv.RectifierBias),
            ]);
    }
}
