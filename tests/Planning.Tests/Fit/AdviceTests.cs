using FpgaSeg.Boards;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Fit;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Tests.Fit;

/// <summary>Suggestions are planned: whoever follows one gets a design that fits.</summary>
public sealed class AdviceTests
{
    private static readonly BoardDescription[] Boards = [.. BoardCatalogue.Names.Select(Networks.Board)];

    [Fact]
    public void A_plan_that_fits_needs_none() =>
        Assert.Empty(Advice.For(DesignPlanner.Fit(Networks.Stages(Networks.Point()), Networks.Board("basys3"), new PlanOptions()), Boards));

    /// <summary>With hardly any block RAM, tables are taken away until the network does not fit any more.</summary>
    [Fact]
    public void Followed_suggestions_fit()
    {
        var graph = Networks.U(96, channels: 32);
        var stages = Networks.Stages(graph);
        var tables = 20_000;
        while (DesignPlanner.Fit(stages, Board(6, tables), new PlanOptions()).Fits)
            tables -= 500;
        var board = Board(6, tables);
        var fit = DesignPlanner.Fit(stages, board, new PlanOptions());
        Assert.False(fit.Fits);
        var advice = Advice.For(fit, [board]);

        Assert.NotEmpty(advice);
        Assert.All(advice, a => Assert.True(Follow(graph, board, a.Change).IsAnswered, a.Change));
        Assert.All(advice, a => Assert.Equal(Follow(graph, board, a.Change).FramesPerSecond, a.Result.FramesPerSecond, 6));
    }

    [Fact]
    public void A_limit_that_the_user_set_is_lifted_first()
    {
        // As many tables as suffice for all but one multiplier's worth of them.
        PlanFit At(int tables, int? most) => DesignPlanner.Fit(
            Networks.Stages(Networks.U(16)), Networks.Board("basys3") with { Resources = Networks.Board("basys3").Resources with { Lut = tables } }, new PlanOptions(MaxDsp: most));
        var fit = Enumerable.Range(1, 190).Select(i => At(20000 - (100 * i), 1)).First(f => !f.Fits);
        Assert.True(At(fit.Board.Resources.Lut, null).Fits);
        Assert.StartsWith("allow --max-dsp ", Advice.For(fit, [])[0].Change, StringComparison.Ordinal);
    }

    [Fact]
    public void An_architecture_that_the_user_chose_is_given_up_first()
    {
        PlanFit At(Architecture architecture, double fps) =>
            DesignPlanner.Fit(Networks.Stages(Networks.U(16)), Networks.Board("basys3"), new PlanOptions(Fps: fps, Architecture: architecture));
        var slow = At(Architecture.Engine, 1);
        var fit = At(Architecture.Engine, 2 * slow.FramesPerSecond);
        Assert.False(fit.IsAnswered);
        var first = Advice.For(fit, [])[0];
        Assert.Equal("leave --architecture out", first.Change);
        Assert.Equal(At(Architecture.Automatic, 2 * slow.FramesPerSecond).FramesPerSecond, first.Result.FramesPerSecond);
    }

    /// <summary>A rounding that multiplies takes DSP blocks or tables; one that shifts takes neither.</summary>
    [Fact]
    public void Roundings_become_shifts_where_multipliers_lack()
    {
        var graph = Networks.U(16);
        PlanFit At(int tables) => DesignPlanner.Fit(Networks.Stages(graph), Board(blockRam: 30, tables), new PlanOptions(MaxDsp: 3));
        var fit = Enumerable.Range(1, 190).Select(i => At(20000 - (100 * i))).First(f => !f.Fits);

        var shifts = Advice.For(fit, []).Single(a => a.Change == "quantize again with --power-of-two");
        Assert.True(shifts.Result.Fits);
        Assert.All(shifts.Result.Plan.Graph.Stages.OfType<Conv2dStage>(), s => Assert.All(s.Operator.Requantizer.Multipliers, m => Assert.Equal(1, m)));
        Assert.Null(PowerOfTwoScales.Of(shifts.Result.Plan.Graph.Source));
    }

    [Fact]
    public void Another_board_is_named_where_it_fits()
    {
        var small = Board(blockRam: 6, tables: 900) with { Name = "small" };
        var fit = DesignPlanner.Fit(Networks.Stages(Networks.U(16)), small, new PlanOptions());
        Assert.False(fit.Fits);
        Assert.Contains(Advice.For(fit, [small, Networks.Board("basys3")]), a => a.Change == "take --board basys3" && a.Result.Board.Name == "basys3");
    }

    [Fact]
    public void Nothing_is_said_where_nothing_helps()
    {
        var none = Networks.Board("basys3") with { Resources = new DeviceResources(1, 1, 1, 1, 1) };
        var fit = DesignPlanner.Fit(Networks.Stages(Networks.U(16)), none, new PlanOptions());
        Assert.Empty(Advice.For(fit, []));
    }

    private static BoardDescription Board(int blockRam, int tables)
    {
        var board = Networks.Board("basys3");
        return board with { Resources = board.Resources with { BlockRam = blockRam, Lut = tables } };
    }

    private static DataflowGraph<IntegerNode> Shifted(DataflowGraph<IntegerNode> graph, bool isShifted) => isShifted ? PowerOfTwoScales.Of(graph)! : graph;

    // What the sentence says, done by its words alone.
    private static PlanFit Follow(DataflowGraph<IntegerNode> graph, BoardDescription board, string change)
    {
        var words = change.Split(' ');
        var options = new PlanOptions();
        if (change.StartsWith("quantize again with --skip-bits", StringComparison.Ordinal))
            graph = NarrowSkips.Of(graph, int.Parse(words[^1]))!;
        else if (change == "quantize again with --power-of-two")
            graph = PowerOfTwoScales.Of(graph)!;
        else if (change.StartsWith("quantize again with --weight-bits", StringComparison.Ordinal))
            graph = Shifted(NarrowWeights.Of(graph, int.Parse(words[4]))!, words[^1] == "--power-of-two");
        else if (change.StartsWith("quantize again for images of", StringComparison.Ordinal))
            graph = ResizedGraph.Of(graph, int.Parse(words[^1].Split('x')[0]), int.Parse(words[^1].Split('x')[1]))!;
        else
            options = options with { MaxDsp = int.Parse(words[^1]) };
        return DesignPlanner.Fit(Networks.Stages(graph), board, options);
    }
}
