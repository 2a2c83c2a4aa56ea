using System.Collections.Immutable;
using FpgaSeg.Boards;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Fit;
using FpgaSeg.Planning.Memory;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Engine;

/// <summary>Chooses an engine for a board: as many lanes as it holds, the maps that wait beside the chip, and whether the image comes twice.</summary>
internal static class EnginePlanner
{
    // Powers of two, so that pages and words do not waste lanes; more than eight find no channels in these networks.
    private static readonly int[] _lanes = [8, 4];

    /// <summary>
    /// The fastest engine that fits, one pass before two; where none does, the one whose fullest resource is least over, of one pass where the board has memory
    /// beside the chip.
    /// </summary>
    /// <param name="source">A graph without <see cref="EngineLowering.Obstacle"/>.</param>
    /// <param name="board">The board.</param>
    /// <param name="options">What was asked for.</param>
    public static PlanFit Plan(DataflowGraph<IntegerNode> source, BoardDescription board, PlanOptions options)
    {
        var operators = EngineLowering.Lower(source);
        PlanFit? nearest = null;
        foreach (var lanes in _lanes)
        {
            var once = FitBuilder.Of(InOnePass(source, operators, board, options, lanes), board, options);
            if (once.Fits)
                return once;
            PlanFit[] twice = [.. EnginePasses.Candidates(operators).Select(held => FitBuilder.Of(Plan(source, EngineProgram.Of(operators, lanes, held), board, options), board, options))];
            if (twice.Where(t => t.Fits).MinBy(t => t.Plan.CyclesPerFrame) is { } fits)
                return fits;
            nearest = (ExternalChoice.IsOffered(board) ? [once] : twice.Append(once)).Concat(nearest is null ? [] : [nearest]).MinBy(p => p.WorstShare);
        }

        return nearest!;
    }

    private static HardwarePlan InOnePass(
        DataflowGraph<IntegerNode> source, ImmutableArray<EngineOperator> operators, BoardDescription board, PlanOptions options, int lanes)
    {
        for (; ; )
        {
            var program = EngineProgram.Of(operators, lanes);
            var plan = Plan(source, program, board, options);
            if (plan.BlockRamUnits <= ExternalChoice.Available(board) || !ExternalChoice.IsOffered(board) || Largest(operators, program) is not { } map)
                return plan;
            operators = EngineSkips.Move(operators, map);
        }
    }

    private static HardwarePlan Plan(DataflowGraph<IntegerNode> source, EngineProgram program, BoardDescription board, PlanOptions options) =>
        Planner.Plan(EngineGraph.Of(source, program), board with { ClockHz = options.ClockOf(board) }, options.DspOf(board));

    // The map that takes most memory while it waits; none where what may move waits for a few rows only.
    private static int? Largest(ImmutableArray<EngineOperator> operators, EngineProgram program)
    {
        const int FewRows = 4;
        var candidates = EngineSkips.Candidates(operators).Where(m => program.Schedule.MostRows[m] > FewRows).ToArray();
        return candidates.Length == 0 ? null : candidates.MaxBy(m => program.Schedule.MostRows[m] * program.Lines[m].RowWords);
    }
}
