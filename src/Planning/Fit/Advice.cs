using System.Collections.Immutable;
using FpgaSeg.Boards;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Planning.Fit;

/// <summary>
/// The smallest changes after which a design fits. Each is one change alone: more DSP blocks, narrower skips, a smaller image, another board; where none of
/// these suffices, another board with a smaller image. A change is only given when the plan made with it fits.
/// </summary>
public sealed class Advice
{
    // Images are tried at so many equal steps of the network's own size: 256 gives 32, 64, ... 224.
    private const int Steps = 8;
    private const int FewestSkipBits = 2;

    private readonly DataflowGraph<IntegerNode> _graph;
    private readonly PlanOptions _options;
    private readonly BoardDescription _board;

    private Advice(PlanFit fit) => (_graph, _options, _board) = (fit.Plan.Graph.Source, fit.Options, fit.Board);

    /// <summary>Suggestions for a plan that does not fit or is too slow; the order is that of the changes named above. Empty where nothing helps.</summary>
    /// <param name="fit">The plan.</param>
    /// <param name="boards">Boards to choose from.</param>
    public static ImmutableArray<Suggestion> For(PlanFit fit, IEnumerable<BoardDescription> boards)
    {
        if (fit.IsAnswered)
            return [];
        var advice = new Advice(fit);
        BoardDescription[] others = [.. boards.Where(b => b.Name != fit.Board.Name).OrderBy(b => b.Resources.Lut).ThenBy(b => b.Name, StringComparer.Ordinal)];
        ImmutableArray<Suggestion> single = [.. new[] { advice.MoreDsp(), advice.NarrowerSkips(), advice.SmallerImage(fit.Board), advice.OtherBoard(others) }.OfType<Suggestion>()];
        return single.IsEmpty ? [.. new[] { advice.OtherBoardAndSmallerImage(others) }.OfType<Suggestion>()] : single;
    }

    private Suggestion? MoreDsp()
    {
        if (_options.MaxDsp is not { } most || most >= _board.Resources.Dsp)
            return null;
        var fit = Try(_graph, _board, _options with { MaxDsp = null });
        return fit is null ? null : new Suggestion($"allow --max-dsp {fit.Plan.Dsp}", fit);
    }

    private Suggestion? NarrowerSkips() => Largest(FewestSkipBits, 7, bits => NarrowSkips.Of(_graph, bits) is { } narrow && Try(narrow, _board, _options) is { } fit
        ? new Suggestion($"quantize again with --skip-bits {bits}", fit)
        : null);

    private Suggestion? SmallerImage(BoardDescription board) => Largest(1, Steps - 1, step => AtStep(step, board));

    private Suggestion? AtStep(int step, BoardDescription board)
    {
        var shape = _graph.Input.Shape;
        int height = shape.Height * step / Steps, width = shape.Width * step / Steps;
        if (shape.Height * step % Steps != 0 || shape.Width * step % Steps != 0 || ResizedGraph.Of(_graph, height, width) is not { } resized)
            return null;
        var change = $"quantize again for images of {height}x{width}";
        return Try(resized, board, _options) is { } fit ? new Suggestion(board.Name == _board.Name ? change : $"{change} and take --board {board.Name}", fit) : null;
    }

    private Suggestion? OtherBoard(BoardDescription[] others) => others
        .Select(b => Try(_graph, b, _options) is { } fit ? new Suggestion($"take --board {b.Name}", fit) : null)
        .FirstOrDefault(s => s is not null);

    // The board on which the image may stay largest; of equals the smallest board.
    private Suggestion? OtherBoardAndSmallerImage(BoardDescription[] others) =>
        others.Select(SmallerImage).OfType<Suggestion>().MaxBy(s => s.Result.Plan.Graph.Source.Input.Shape.Pixels);

    private static PlanFit? Try(DataflowGraph<IntegerNode> graph, BoardDescription board, PlanOptions options)
    {
        var clock = Math.Min(options.ClockOf(board), DeviceFamilies.Of(board).MaxClockHz);
        var stages = DesignPlanner.Stages(graph);
        if (!stages.IsOk)
            return null;
        var fit = DesignPlanner.Fit(stages.Value, board, options.ClockHz is null ? options : options with { ClockHz = clock });
        return fit.IsAnswered ? fit : null;
    }

    // The smallest change fits least likely: where it fits nothing else need be tried; where the largest does not fit, nothing does. Between them what fits
    // is taken to end somewhere; the suggestion found is planned in any case.
    private static Suggestion? Largest(int low, int high, Func<int, Suggestion?> at)
    {
        var best = at(low);
        if (best is null)
            return null;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (at(middle) is { } found)
                (low, best) = (middle, found);
            else
                high = middle - 1;
        }

        return best;
    }
}
