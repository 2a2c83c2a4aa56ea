using System.Collections.Immutable;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Emitters;

/// <summary>add.hpp and mul.hpp on the loop of pairwise.hpp.</summary>
internal static class PairwiseEmitter
{
    public static StageCode Emit(AddStage stage, Folding folding) => Emit(
        stage,
        "add",
        folding,
        SumConstants.Of(stage.Operator, folding.InnerLanes, folding.LogicProducts));

    public static StageCode Emit(MulStage stage, Folding folding) => Emit(
        stage, "mul", folding, [new("MULTIPLIER", stage.Operator.Multiplier), new("SHIFT", stage.Operator.Shift)]);

    private static StageCode Emit(Stage stage, string kernel, Folding folding, ImmutableArray<ConstantCode> rule)
    {
        StageStream a = stage.Inputs[0], b = stage.Inputs[1];
        return new StageCode(
            stage.Name,
            kernel,
            $"{kernel}.hpp",
            [new("a_t", TypeText.Of(a.Format)), new("b_t", TypeText.Of(b.Format)), new("out_t", TypeText.Of(stage.Output.Format))],
            [
                .. PixelConstants.Of(stage), new("B_C", b.Shape.Channels), new("B_PIXELS", b.Shape.Pixels), new("LANES", folding.Lanes), .. rule,
            ],
            [],
            []);
    }
}
