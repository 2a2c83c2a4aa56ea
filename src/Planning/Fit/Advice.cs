using System.Collections.Immutable;
using FpgaSeg.Boards;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Planning.Fit;

/// <summary>
/// The smallest changes after which a design fits. Each is one change alone: the other architecture, more DSP blocks, fewer, roundings that are shifts, narrower weights, narrower skips, a smaller image, another board; where
/// none of these suffices, another board with a smaller image. A change is only given when the plan made with it fits.
/// </summary>
public sealed class Advice
{
    // Images are tried at so many equal steps of the network's own size: 256 gives 32, 64, ... 224.
    private const int Steps = 8;
    private const int FewestSkipBits = 2;

    // With fewer, accuracy suffers more than a fine-tuning brings back.
    private const int NarrowWeightBits = 4;

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
        BoardDescription[] others = [.. boards.Where(b => !IsNoBetter(b, fit.Board)).OrderBy(b => b.Resources.Lut).ThenBy(b => b.Name, StringComparer.Ordinal)];

        // No change knows of another: they are tried side by side.
        Task<Suggestion?>[] changes =
        [
            Task.Run(advice.EitherArchitecture), Task.Run(advice.MoreDsp), Task.Run(() => advice.FewerDsp(fit)), Task.Run(advice.Shifts), Task.Run(advice.NarrowerWeights),
            Task.Run(advice.NarrowerSkips), Task.Run(advice.SmallerImage), Task.Run(() => advice.OtherBoard(others)),
        ];
        ImmutableArray<Suggestion> single = [.. changes.Select(c => c.Result).OfType<Suggestion>()];
        return single.IsEmpty ? [.. new[] { advice.OtherBoardAndSmallerImage(others) }.OfType<Suggestion>()] : single;
    }

    private Suggestion? EitherArchitecture() => _options.Architecture == Architecture.Automatic
        ? null
        : Suggest("leave --architecture out", _graph, _board, _options with { Architecture = Architecture.Automatic });

    private Suggestion? MoreDsp()
    {
        if (_options.MaxDsp is not { } most || most >= _board.Resources.Dsp)
            return null;
        var fit = Try(_graph, _board, _options with { MaxDsp = null });
        return fit is null ? null : new Suggestion($"allow --max-dsp {fit.Plan.Dsp}", fit);
    }

    // Lanes take tables too: where tables lack, a slower design may fit.
    private Suggestion? FewerDsp(PlanFit fit) => fit[Resource.Lut].Fits
        ? null
        : Nearest(from quarters in (int[])[3, 2, 1]
                  let most = fit.Plan.Dsp * quarters / 4
                  select (Func<Suggestion?>)(() => Suggest($"leave lanes out with --max-dsp {most}", _graph, _board, _options with { MaxDsp = most })));

    private Suggestion? Shifts() => PowerOfTwoScales.Of(_graph) is { } graph ? Suggest("quantize again with --power-of-two", graph, _board, _options) : null;

    private Suggestion? NarrowerWeights()
    {
        if (NarrowWeights.Of(_graph, NarrowWeightBits) is not { } narrow)
            return null;
        var change = $"quantize again with --weight-bits {NarrowWeightBits}";
        return Suggest(change, narrow, _board, _options)
            ?? (PowerOfTwoScales.Of(narrow) is { } shifted ? Suggest($"{change} --power-of-two", shifted, _board, _options) : null);
    }

    private Suggestion? NarrowerSkips() => Nearest(
        from bits in Enumerable.Range(FewestSkipBits, NumberFormat.UInt8.Bits - FewestSkipBits).Reverse()
        let narrow = NarrowSkips.Of(_graph, bits)
        where narrow is not null
        select (Func<Suggestion?>)(() => Suggest($"quantize again with --skip-bits {bits}", narrow, _board, _options)));

    private Suggestion? SmallerImage() => First(Enumerable.Range(1, Steps - 1).Reverse().Select(step => (Func<Suggestion?>)(() => AtStep(step, _board))));

    private Suggestion? AtStep(int step, BoardDescription board)
    {
        var shape = _graph.Input.Shape;
        int height = shape.Height * step / Steps, width = shape.Width * step / Steps;
        if (shape.Height * step % Steps != 0 || shape.Width * step % Steps != 0 || ResizedGraph.Of(_graph, height, width) is not { } resized)
            return null;
        var change = $"quantize again for images of {height}x{width}";
        return Suggest(board.Name == _board.Name ? change : $"{change} and take --board {board.Name}", resized, board, _options);
    }

    private Suggestion? OtherBoard(BoardDescription[] others) =>
        First(others.Select(b => (Func<Suggestion?>)(() => Suggest($"take --board {b.Name}", _graph, b, _options))));

    // The largest image first, then the smallest board.
    private Suggestion? OtherBoardAndSmallerImage(BoardDescription[] others) => First(
        from step in (int[])[Steps / 2, Steps / 4, Steps / 8]
        from board in others
        select (Func<Suggestion?>)(() => AtStep(step, board)));

    // Of steps in one direction the nearest that helps. The farthest is tried first: where it does not help, the others are left out.
    private static Suggestion? Nearest(IEnumerable<Func<Suggestion?>> steps)
    {
        Func<Suggestion?>[] all = [.. steps];
        return all.Length > 0 && all[^1]() is { } farthest ? First(all[..^1]) ?? farthest : null;
    }

    private static Suggestion? First(IEnumerable<Func<Suggestion?>> attempts) => attempts.Select(a => a()).FirstOrDefault(s => s is not null);

    private static Suggestion? Suggest(string change, DataflowGraph<IntegerNode> graph, BoardDescription board, PlanOptions options) =>
        Try(graph, board, options) is { } fit ? new Suggestion(change, fit) : null;

    // A board that has no more of anything cannot hold what this one does not.
    private static bool IsNoBetter(BoardDescription other, BoardDescription board)
    {
        var (a, b) = (other.Resources, board.Resources);
        return other.Name == board.Name
            || (other.Family == board.Family && a.Dsp <= b.Dsp && a.BlockRam <= b.BlockRam && a.Lut <= b.Lut && a.FlipFlops <= b.FlipFlops
                && (board.ExternalMemory is not null || other.ExternalMemory is null) && other.ClockHz <= board.ClockHz);
    }

    private static PlanFit? Try(DataflowGraph<IntegerNode> graph, BoardDescription board, PlanOptions options)
    {
        var clock = Math.Min(options.ClockOf(board), DeviceFamilies.Of(board).MaxClockHz);
        var stages = DesignPlanner.Stages(graph, options.Architecture);
        if (!stages.IsOk)
            return null;
        var fit = DesignPlanner.Fit(stages.Value, board, options.ClockHz is null ? options : options with { ClockHz = clock });
        return fit.IsAnswered ? fit : null;
    }
}
