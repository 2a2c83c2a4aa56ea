using FpgaSeg.Boards;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Engine;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Fit;

/// <summary>The one way from options to a plan, so that what plan shows is what every back end builds.</summary>
public static class DesignPlanner
{
    // Queues are seldom smaller than the guess of them: from here on a pipeline is not worth the runs that size them.
    private const double HopelessShare = 1.1;

    /// <summary>
    /// The stages of an integer graph, or FS3003 to FS3005 for everything in it that no stage computes, or FS3010 where the engine was asked for and
    /// does not compute it.
    /// </summary>
    public static Result<StageGraph> Stages(DataflowGraph<IntegerNode> graph, Architecture architecture = Architecture.Automatic)
    {
        var errors = Support.Check(graph);
        if (!errors.IsEmpty)
            return Result<StageGraph>.Fail(errors);
        return architecture == Architecture.Engine && EngineLowering.Obstacle(graph) is { } obstacle ? NotForEngine(obstacle) : StageGraphBuilder.Build(graph);
    }

    /// <summary>
    /// The plan of <paramref name="graph"/> on <paramref name="board"/>; equal arguments give equal plans. With a frame rate, it is the plan that
    /// takes least and reaches it, and the fastest plan where none does. A pipeline that is slower than the engine, and than what was asked for, is not planned to its end.
    /// </summary>
    public static HardwarePlan Plan(StageGraph graph, BoardDescription board, PlanOptions options) => Fit(graph, board, options).Plan;

    /// <summary>The same plan, held against the board.</summary>
    public static PlanFit Fit(StageGraph graph, BoardDescription board, PlanOptions options)
    {
        var foldings = new FoldingCatalogue(DeviceFamilies.Of(board));
        var canShare = options.Architecture != Architecture.Pipeline && EngineLowering.Obstacle(graph.Source) is null;
        if (canShare && (options.Architecture == Architecture.Engine || foldings.LeastTables(graph) > FoldingBudget.Of(board, 0, usesExternalMemory: false).Luts))
            return Engine(graph, board, options);
        var start = new PlanDraft(graph, board with { ClockHz = options.ClockOf(board) }, foldings, options.DspOf(board), options.MostCycles(board));
        var guess = Planner.Fastest(start, 0);
        var engine = canShare ? Engine(graph, board, options) : null;
        if (engine is { Fits: true } && guess.Tables > HopelessShare * guess.Budget.Luts)
            return engine;
        var tooSlow = engine is { Fits: true } ? Math.Max(engine.Plan.CyclesPerFrame, 1 + (start.MostCycles ?? 0)) : long.MaxValue;
        var pipeline = Planner.Plan(start, guess, tooSlow);
        var fit = pipeline is null ? engine! : FitBuilder.Of(pipeline, board, options);
        return !fit.Fits && engine?.WorstShare < fit.WorstShare ? engine : fit;
    }

    private static Diagnostic NotForEngine(string obstacle) => new(
        "FS3010", "The engine does not compute this network.", "--architecture engine", $"{obstacle}.",
        "leave --architecture out, or give the network an operator that docs/engine.md names.");

    private static PlanFit Engine(StageGraph graph, BoardDescription board, PlanOptions options) => EnginePlanner.Plan(graph.Source, board, options);
}
