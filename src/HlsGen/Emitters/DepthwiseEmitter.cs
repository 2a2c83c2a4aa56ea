using System.Collections.Immutable;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Emitters;

/// <summary>depthwise.hpp and depthwise_add.hpp. A ROM word holds one tap of Lanes channels, of each neighbour that is made at a position.</summary>
internal static class DepthwiseEmitter
{
    public static StageCode Emit(DepthwiseStage stage, Folding folding) => Emit(stage, "depthwise", stage.Operator, stage.Output.Format, folding, [], []);

    public static StageCode Emit(DepthwiseAddStage stage, Folding folding) => Emit(
        stage,
        "depthwise_add",
        stage.Operator,
        stage.MiddleFormat,
        folding,
        [new("a_t", TypeText.Of(stage.MiddleFormat)), new("b_t", TypeText.Of(stage.Input.Format)), new("out_t", TypeText.Of(stage.Output.Format))],
        [.. SumConstants.Of(stage.Sum, folding.InnerLanes, folding.LogicSum), new("MID_NODE", stage.MiddleNode)]);

    private static StageCode Emit(
        Stage stage,
        string kernel,
        IntegerConv2d conv,
        NumberFormat rounded,
        Folding folding,
        ImmutableArray<TypeCode> types,
        ImmutableArray<ConstantCode> constants) => new(
        stage.Name,
        kernel,
        $"{kernel}.hpp",
        [
            new("in_t", TypeText.Of(stage.Input.Format)), new("weight_t", TypeText.Weight(conv.WeightBits)),
            new("packing", TypeText.Of(folding.Packing, folding.LogicProducts)), .. types,
        ],
        [
            .. WindowConstants.Of(stage.Input.Shape, PixelPairs.Widened(conv.Window, folding.Pixels)), new("WEIGHT_BITS", conv.WeightBits),
            new("WORD_LANES", folding.Lanes), new("PIXELS", folding.Pixels), new("QUANT_LANES", folding.QuantLanes), .. constants,
        ],
        [Quantisers.Of(conv, stage.Input.Format, rounded, folding.LogicRequantisers)],
        [Weights(conv, folding), Quantisers.Scales(conv.Requantizer, conv.RectifierBias)]);

    private static RomCode Weights(IntegerConv2d conv, Folding folding)
    {
        var (window, pixels) = (PixelPairs.Widened(conv.Window, folding.Pixels), folding.Pixels);
        var taps = window.KernelHeight * window.KernelWidth;
        sbyte Weight(int word, int lane)
        {
            var (first, tap) = Math.DivRem(word, taps);
            return WindowWeights.Of(conv, (first * folding.Lanes) + (lane / pixels), 0, tap / window.KernelWidth, tap % window.KernelWidth, lane % pixels);
        }

        return WeightRom.Of("weights", conv.WeightBits, conv.Kernel.Shape.OutChannels / folding.Lanes * taps, folding.Lanes * pixels, Weight);
    }
}
