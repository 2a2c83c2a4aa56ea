using System.Collections.Immutable;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Emitters;

/// <summary>average_pool2d.hpp. Its ROMs hold the steps along both axes, the kind of every bin column, and M by kinds of row and column.</summary>
internal static class AveragePool2dEmitter
{
    public static StageCode Emit(AveragePool2dStage stage, Folding folding)
    {
        var op = stage.Operator;
        PoolSteps rows = PoolSteps.Of(op.Rows), columns = PoolSteps.Of(op.Columns);
        return new StageCode(
            stage.Name,
            "average_pool2d",
            "average_pool2d.hpp",
            [new("in_t", TypeText.Of(stage.Input.Format)), new("out_t", TypeText.Of(stage.Output.Format))],
            [
                new("IN_C", stage.Input.Shape.Channels), new("OUT_W", stage.Output.Shape.Width), new("LANES", folding.Lanes),
                new("ACC_BITS", AccumulatorWidths.BitsOf(op, stage.Input.Format)), new("SHIFT", op.Shift),
                .. Axis("ROW", rows), .. Axis("COLUMN", columns),
            ],
            [],
            [
                Steps("rows", rows), Steps("columns", columns), IntegerRom.Of("kinds", PoolSteps.KindBits, isSigned: false, columns.Kinds),
                Multipliers(op, rows, columns),
            ]);
    }

    private static ImmutableArray<ConstantCode> Axis(string name, PoolSteps axis) =>
        [new($"{name}_STEPS", axis.Steps.Length), new($"{name}_BINS", axis.Bins), new($"{name}_KINDS", axis.Lengths.Length)];

    private static RomCode Steps(string name, PoolSteps axis) => new(
        name,
        $"fs::pool_step<{axis.Bins}>",
        $"[{axis.Steps.Length}]",
        RomText.Wrap([.. axis.Steps.Select(s => $"{{{Bit(s.Reads)}, {Bit(s.IsDone)}, {s.Adds}ULL, {s.Starts}ULL, {s.Kind}}}")]),
        [.. axis.Steps.Select(s => RomText.Hex(
            [(Bit(s.Reads), 1), (Bit(s.IsDone), 1), ((long)s.Adds, axis.Bins), ((long)s.Starts, axis.Bins), (s.Kind, PoolSteps.KindBits)]))]);

    private static RomCode Multipliers(IntegerAveragePool2d op, PoolSteps rows, PoolSteps columns)
    {
        int Multiplier(int row, int column) => op.Areas.IsEmpty
            ? op.Multipliers[0]
            : op.Multipliers[op.Areas.IndexOf(rows.Lengths[row] * columns.Lengths[column])];
        var words = Enumerable.Range(0, rows.Lengths.Length)
            .Select(r => columns.Lengths.Select((_, c) => Multiplier(r, c)).ToArray()).ToArray();
        return new RomCode(
            "multipliers",
            TypeText.Signed(Requantizer.MultiplierBits),
            $"[{rows.Lengths.Length}][{columns.Lengths.Length}]",
            RomText.Wrap([.. words.Select(w => $"{{{string.Join(", ", w)}}}")]),
            [.. words.Select(w => RomText.Hex(w.Select(m => ((long)m, Requantizer.MultiplierBits))))]);
    }

    private static int Bit(bool value) => value ? 1 : 0;
}
