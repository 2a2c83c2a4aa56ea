using System.Collections.Immutable;
using FpgaSeg.Boards;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Fit;
using FpgaSeg.Planning.Memory;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Engine;

/// <summary>Chooses an engine for a board: as many lanes as it holds, what waits beside the chip, and whether the image comes twice or the program is cut.</summary>
internal sealed class EnginePlanner
{
    // Powers of two, so that pages and words do not waste lanes; more than eight find no channels in these networks.
    private static readonly int[] _lanes = [8, 4];

    private readonly DataflowGraph<IntegerNode> _source;
    private readonly BoardDescription _board;
    private readonly PlanOptions _options;
    private readonly ImmutableArray<EngineOperator> _operators;

    private EnginePlanner(DataflowGraph<IntegerNode> source, BoardDescription board, PlanOptions options) =>
        (_source, _board, _options, _operators) = (source, board, options, EngineLowering.Lower(source));

    /// <summary>
    /// The engine with most lanes that fits: in one pass; else, where there is memory beside the chip, with the program cut into passes, where there is none, in two passes
    /// over the image; where none fits, the one whose fullest resource is least over.
    /// </summary>
    /// <param name="source">A graph without <see cref="EngineLowering.Obstacle"/>.</param>
    /// <param name="board">The board.</param>
    /// <param name="options">What was asked for.</param>
    public static PlanFit Plan(DataflowGraph<IntegerNode> source, BoardDescription board, PlanOptions options) => new EnginePlanner(source, board, options).Plan();

    private PlanFit Plan()
    {
        PlanFit? nearest = null;
        foreach (var lanes in _lanes)
        {
            var once = InOnePass(lanes);
            if (once.Fits)
                return once;

            // Passes save memory, not multipliers.
            PlanFit[] often = once[Resource.Dsp].Fits ? Often(lanes) : [];
            if (often.Where(t => t.Fits).MinBy(t => t.Plan.CyclesPerFrame) is { } fits)
                return fits;
            nearest = often.Append(once).Concat(nearest is null ? [] : [nearest]).MinBy(p => p.WorstShare);
        }

        return nearest!;
    }

    private PlanFit[] Often(int lanes) => InSeveral(lanes) is { } cut
        ? [cut]
        : [.. EnginePasses.Candidates(_operators).Select(held => Fit(_operators, lanes, EnginePasses.Two(_operators, held)))];

    // Maps that wait long go beside the chip, the largest first, as long as the rest does not fit.
    private PlanFit InOnePass(int lanes)
    {
        for (var operators = _operators; ;)
        {
            var fit = Fit(operators, lanes, EnginePasses.One(operators));
            if (fit.Fits || fit.Plan.BlockRamUnits <= ExternalChoice.Available(_board) || !ExternalChoice.IsOffered(_board) || Largest(operators, fit.Plan.Engine!.Program) is not { } map)
                return fit;
            var moved = EngineSkips.Move(operators, map);
            if (!HasRoom(moved, lanes))
                return fit;
            operators = moved;
        }
    }

    // Coarse cuts take more pages, fine ones more lines of program and more time: the fastest that fits, of several sizes of pages. None where what waits does not fit beside the chip.
    private PlanFit? InSeveral(int lanes)
    {
        if (!ExternalChoice.IsOffered(_board))
            return null;
        var search = new EngineCutSearch(_operators, lanes);
        PlanFit[] fits =
        [
            .. from ends in Sizes(search.Least, search.Most).Select(search.Ends).DistinctBy(e => string.Join(' ', e))
               where ends.Length > 1
               let cut = EngineCut.Of(_operators, ends)
               where HasRoom(cut.Operators, lanes)
               select Fit(cut.Operators, lanes, cut.Passes),
        ];
        return fits.Where(f => f.Fits).MinBy(f => f.Plan.CyclesPerFrame) ?? fits.MinBy(f => f.WorstShare);
    }

    private static IEnumerable<int> Sizes(int least, int most)
    {
        const double Ratio = 1.25;
        for (double size = least; size < most; size *= Ratio)
            yield return (int)size;
    }

    private bool HasRoom(ImmutableArray<EngineOperator> operators, int lanes) =>
        operators.Where(o => o.Mode == EngineMode.Store).Sum(o => (long)o.Shape.Height * o.Shape.Width * ((o.Shape.Channels + lanes - 1) / lanes)) * sizeof(ulong) <= _board.ExternalMemory!.Bytes;

    private PlanFit Fit(ImmutableArray<EngineOperator> operators, int lanes, EnginePasses passes)
    {
        var program = EngineProgram.Of(operators, lanes, passes) with { CyclesPerMemoryWord = ExternalChoice.CyclesPerWord(_board, _options.ClockOf(_board)) };
        var plan = Planner.Plan(EngineGraph.Of(_source, program), _board with { ClockHz = _options.ClockOf(_board) }, _options.DspOf(_board));
        return FitBuilder.Of(plan, _board, _options);
    }

    // The map that takes most memory while it waits; none where what may move waits for a few rows only.
    private static int? Largest(ImmutableArray<EngineOperator> operators, EngineProgram program)
    {
        const int FewRows = 4;
        var candidates = EngineSkips.Candidates(operators).Where(m => program.Schedule.MostRows[m] > FewRows).ToArray();
        return candidates.Length == 0 ? null : candidates.MaxBy(m => program.Schedule.MostRows[m] * program.Lines[m].RowWords);
    }
}
