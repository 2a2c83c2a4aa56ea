using System.Collections.Immutable;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Emitters;

/// <summary>
/// pointwise_pair.hpp. Lanes middle channels at a time, InnerLanes cycles per round. Word (round, fold): of weights1 the round's middle
/// channels x the fold's inputs, of weights2 the fold's outputs x the round's middle channels; 0 where the last round has no channel.
/// </summary>
internal static class PointwisePairEmitter
{
    public static StageCode Emit(PointwisePairStage stage, Folding folding) => new(
        stage.Name,
        "pointwise_pair",
        "pointwise_pair.hpp",
        [
            new("in_t", TypeText.Of(stage.Input.Format)), new("weight1_t", TypeText.Weight(stage.Expand.WeightBits)),
            new("weight2_t", TypeText.Weight(stage.Squeeze.WeightBits)), new("packing1", TypeText.Of(folding.Packing, folding.LogicProducts)),
            new("packing2", TypeText.Of(folding.SecondPacking, folding.LogicProducts)),
        ],
        [
            new("IN_C", stage.Input.Shape.Channels), new("MID_C", stage.Expand.Kernel.Shape.OutChannels), new("OUT_C", stage.Output.Shape.Channels),
            new("PIXELS", stage.Input.Shape.Pixels), new("WEIGHT1_BITS", stage.Expand.WeightBits),
            new("WEIGHT2_BITS", stage.Squeeze.WeightBits), new("MID_LANES", folding.Lanes), new("FOLDS", folding.InnerLanes),
            new("QUANT_LANES", folding.QuantLanes), new("MID_NODE", stage.MiddleNode),
        ],
        [
            Quantisers.Of(stage.Expand, stage.Input.Format, stage.MiddleFormat, folding.LogicRequantisers, "quant1"),
            Quantisers.Of(stage.Squeeze, stage.MiddleFormat, stage.Output.Format, folding.LogicRequantisers, "quant2"),
        ],
        Roms(stage, folding.Lanes, folding.InnerLanes));

    private static ImmutableArray<RomCode> Roms(PointwisePairStage stage, int middleLanes, int folds)
    {
        int inLanes = stage.Input.Shape.Channels / folds, outLanes = stage.Output.Shape.Channels / folds;
        var (middle, rounds) = (stage.Expand.Kernel.Shape.OutChannels, stage.Rounds(middleLanes));
        sbyte First(int word, int lane) =>
            (word / folds * middleLanes) + (lane / inLanes) is var m && m < middle ? stage.Expand.Kernel[m, (word % folds * inLanes) + (lane % inLanes), 0, 0] : (sbyte)0;
        sbyte Second(int word, int lane) =>
            (word / folds * middleLanes) + (lane % middleLanes) is var m && m < middle
                ? stage.Squeeze.Kernel[(word % folds * outLanes) + (lane / middleLanes), m, 0, 0]
                : (sbyte)0;
        return
        [
            WeightRom.Of("weights1", stage.Expand.WeightBits, rounds * folds, middleLanes * inLanes, First),
            Quantisers.Scales(stage.Expand.Requantizer, stage.Expand.RectifierBias, "scales1", rounds * middleLanes),
            WeightRom.Of("weights2", stage.Squeeze.WeightBits, rounds * folds, outLanes * middleLanes, Second),
            Quantisers.Scales(stage.Squeeze.Requantizer, stage.Squeeze.RectifierBias, "scales2"),
        ];
    }
}
