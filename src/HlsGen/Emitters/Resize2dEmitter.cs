using System.Collections.Immutable;
using FpgaSeg.Graph;
using FpgaSeg.Planning;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Emitters;

/// <summary>resize2d.hpp.</summary>
internal static class Resize2dEmitter
{
    public static StageCode Emit(Resize2dStage stage, Folding folding)
    {
        var (op, widths) = (stage.Operator, ResizeWidths.Of(stage.Operator, stage.Input.Format));
        return new StageCode(
            stage.Name,
            "resize2d",
            "resize2d.hpp",
            [new("in_t", TypeText.Of(stage.Input.Format))],
            [
                .. MapConstants.Of(stage.Input.Shape), new("OUT_H", stage.Output.Shape.Height), new("OUT_W", stage.Output.Shape.Width),
                .. Axis("ROW", op.Rows), .. Axis("COLUMN", op.Columns), new("RING", op.Rows.TotalWeight > 1 ? 2 : 1), new("LANES", folding.Lanes),
                new("ROW_BITS", widths.Row), new("SUM_BITS", widths.Sum), new("MULTIPLIER", op.Multiplier), new("SHIFT", op.Shift),
            ],
            [],
            []);
    }

    private static ImmutableArray<ConstantCode> Axis(string name, ResizeAxis axis) =>
    [
        new($"{name}_STEP", axis.Step), new($"{name}_ORIGIN", axis.Origin), new($"{name}_DENOMINATOR", axis.Denominator),
        new($"{name}_LINEAR", axis.IsLinear ? 1 : 0),
    ];
}
