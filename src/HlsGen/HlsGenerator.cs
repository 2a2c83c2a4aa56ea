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
    /// refuse what no kernel computes, so that later passes need no checks; choose stages and forks; plan, which knows nothing of
    /// HLS; write each stage as code; render files; hash them into the manifest, which therefore comes last.
    /// </summary>
    /// <param name="modelId">SHA-256 of the model package, 64 hexadecimal digits.</param>
    /// <returns>The design, or FS3003 to FS3005 or FS3010 for what in the graph cannot be generated.</returns>
    public static Result<GeneratedDesign> Generate(
        string modelId, DataflowGraph<IntegerNode> graph, BoardDescription board, PlanOptions options)
    {
        var stages = DesignPlanner.Stages(graph, options.Architecture);
        return stages.Then<GeneratedDesign>(s => Generate(DesignPlanner.Plan(s, board, options), new DesignTarget(modelId, board, options)));
    }

    /// <summary>The design of a plan, whoever made it.</summary>
    internal static GeneratedDesign Generate(HardwarePlan plan, DesignTarget target)
    {
        ImmutableArray<StageCode> code = [.. plan.Stages.Select(StageEmitter.Emit)];
        var files = DesignFiles.Render(plan, code, target);
        var manifest = ManifestBuilder.Build(plan, target, files);
        return new GeneratedDesign(manifest, plan, files.Add(GeneratedDesign.ManifestName, DesignFiles.Manifest(manifest)));
    }
}
