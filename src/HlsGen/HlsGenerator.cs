using System.Collections.Immutable;
using FpgaSeg.Boards;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.HlsGen.Emitters;
using FpgaSeg.HlsGen.Output;
using FpgaSeg.Planning;
using FpgaSeg.Planning.Fit;

namespace FpgaSeg.HlsGen;

/// <summary>From an integer graph to a build folder.</summary>
public static class HlsGenerator
{
    /// <summary>
    /// The design of <paramref name="graph"/> for <paramref name="board"/>; equal arguments give equal bytes. In order:
    /// refuse what no kernel computes and clocks that the board cannot make, so that later passes need no checks; choose stages and forks; plan, which knows nothing of
    /// HLS; write each stage as code; render files; hash them into the manifest, which therefore comes behind them; tell the board's logic the id that came out.
    /// </summary>
    /// <param name="modelId">SHA-256 of the model package, 64 hexadecimal digits.</param>
    /// <returns>The design, or FS3003 to FS3005 or FS3010 for what in the graph cannot be generated, FS3011 for a clock that the board cannot make.</returns>
    public static Result<GeneratedDesign> Generate(
        string modelId, DataflowGraph<IntegerNode> graph, BoardDescription board, PlanOptions options)
    {
        var target = new DesignTarget(modelId, board, options);
        return DesignPlanner.Stages(graph, options.Architecture)
            .Then(stages => BoardFiles.Clock(target).Then<GeneratedDesign>(clock => Generate(DesignPlanner.Fit(stages, board, options), target, clock)));
    }

    private static GeneratedDesign Generate(PlanFit fit, DesignTarget target, ClockFactors clock) => Generate(fit.Plan, target, clock) with { Fit = fit };

    /// <summary>The design of a plan, whoever made it.</summary>
    internal static GeneratedDesign Generate(HardwarePlan plan, DesignTarget target, ClockFactors clock)
    {
        ImmutableArray<StageCode> code = [.. plan.Stages.Select(StageEmitter.Emit)];
        var files = DesignFiles.Render(plan, code, target);
        var manifest = ManifestBuilder.Build(plan, target, files);
        files = files.Add(GeneratedDesign.ManifestName, DesignFiles.Manifest(manifest));
        if (!DesignModel.UsesMemory(plan))
            files = files.Add(BoardFiles.Parameters, DesignFiles.Parameters(manifest, target.Board, clock));
        return new GeneratedDesign(manifest, plan, files);
    }
}
