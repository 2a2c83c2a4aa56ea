using System.Collections.Immutable;
using FpgaSeg.Boards;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.HlsGen.Output;
using FpgaSeg.Planning;
using FpgaSeg.Planning.Fit;
using FpgaSeg.Planning.Flow;
using FpgaSeg.Planning.Foldings;

namespace FpgaSeg.HlsGen.Tests.CSimulation;

/// <summary>Designs that no solver made.</summary>
internal static class DrawnDesigns
{
    /// <summary>A design in which every stage has some folding of its kernel, whether or not a solver would ever choose it: another one for every <paramref name="seed"/>.</summary>
    public static GeneratedDesign Draw(DataflowGraph<IntegerNode> graph, int seed)
    {
        var board = BoardCatalogue.Find(BoardCatalogue.Default).Value;
        var (stages, options, random) = (DesignPlanner.Stages(graph).Value, new FoldingOptions(DeviceFamilies.Of(board).Multiplier), new Random(seed));
        ImmutableArray<Folding> foldings = [.. stages.Stages.Select(s => s.Accept(options)).Select(o => o[random.Next(o.Length)])];
        var plan = Planner.Assemble(stages, board, foldings, StreamDepths.Of(stages, foldings));
        var target = new DesignTarget(Designs.ModelId, board, new PlanOptions());
        return HlsGenerator.Generate(plan, target, BoardFiles.Clock(target).Value);
    }
}
