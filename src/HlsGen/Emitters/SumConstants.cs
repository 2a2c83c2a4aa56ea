using System.Collections.Immutable;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.HlsGen.Emitters;

/// <summary>The constants that the rule of add.hpp asks of a traits structure.</summary>
internal static class SumConstants
{
    public static ImmutableArray<ConstantCode> Of(IntegerAdd op, int turns, bool inLogic) =>
    [
        new("MULTIPLIER_A", op.MultiplierA), new("MULTIPLIER_B", op.MultiplierB), new("SHIFT", op.Shift), new("TURNS", turns),
        new("IN_LOGIC", inLogic ? "true" : "false", "bool"),
    ];
}
