using System.Collections.Immutable;
using FpgaSeg.Boards;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Fit;
using FpgaSeg.Planning.Memory;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Engine;

/// <summary>Chooses an engine for a board: as many lanes as it holds, and the maps that wait beside the chip.</summary>
internal static class EnginePlanner
{
    // Powers of two, so that pages and words do not waste lanes; more than eight find no channels in these networks.
    private static readonly int[] _lanes = [8, 4];

    /// <summary>The fastest engine that fits, and where none does the smallest.</summary>
    /// <param name="source">A graph without <see cref="EngineLowering.Obstacle"/>.</param>
    /// <param name="board">The board.</param>
    /// <param name="options">What was asked for.</param>
    public static HardwarePlan Plan(DataflowGraph<IntegerNode> source, BoardDescription board, PlanOptions options)
    {
        HardwarePlan? smallest = null;
        foreach (var lanes in _lanes)
        {
            smallest = Plan(source, board, options, lanes);
            if (FitBuilder.Of(smallest, board, options).Fits)
                break;
        }

        return smallest!;
    }

    private static HardwarePlan Plan(DataflowGraph<IntegerNode> source, BoardDescription board, PlanOptions options, int lanes)
    {
        var operators = EngineLowering.Lower(source);
        for (; ; )
        {
            var program = EngineProgram.Of(operators, lanes);
            var plan = Planner.Plan(EngineGraph.Of(source, program), board with { ClockHz = options.ClockOf(board) }, options.DspOf(board));
            if (plan.BlockRamUnits <= ExternalChoice.Available(board) || !ExternalChoice.IsOffered(board) || Largest(operators, program) is not { } map)
                return plan;
            operators = EngineSkips.Move(operators, map);
        }
    }

    // The map that takes most memory while it waits; none where what may move waits for a few rows only.
    private static int? Largest(ImmutableArray<EngineOperator> operators, EngineProgram program)
    {
        const int FewRows = 4;
        var candidates = EngineSkips.Candidates(operators).Where(m => program.Schedule.MostRows[m] > FewRows).ToArray();
        return candidates.Length == 0 ? null : candidates.MaxBy(m => program.Schedule.MostRows[m] * program.Lines[m].RowWords);
    }
}
