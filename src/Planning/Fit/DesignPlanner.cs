using FpgaSeg.Boards;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Fit;

/// <summary>The one way from options to a plan, so that what plan shows is what every back end builds.</summary>
public static class DesignPlanner
{
    /// <summary>The stages of an integer graph, or FS3003 to FS3005 for everything in it that no stage computes.</summary>
    public static Result<StageGraph> Stages(DataflowGraph<IntegerNode> graph)
    {
        var errors = Support.Check(graph);
        return errors.IsEmpty ? StageGraphBuilder.Build(graph) : Result<StageGraph>.Fail(errors);
    }

    /// <summary>
    /// The plan of <paramref name="graph"/> on <paramref name="board"/>; equal arguments give equal plans. With a frame rate, it is the plan that
    /// takes least and reaches it, and the fastest plan where none does.
    /// </summary>
    public static HardwarePlan Plan(StageGraph graph, BoardDescription board, PlanOptions options) =>
        Planner.Plan(graph, board with { ClockHz = options.ClockOf(board) }, options.DspOf(board), options.MostCycles(board));

    /// <summary>The same plan, held against the board.</summary>
    public static PlanFit Fit(StageGraph graph, BoardDescription board, PlanOptions options) => FitBuilder.Of(Plan(graph, board, options), board, options);
}
