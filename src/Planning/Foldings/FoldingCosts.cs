using System.Collections.Immutable;
using FpgaSeg.Boards;
using FpgaSeg.Planning.Logic;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Foldings;

/// <summary>Every folding of every stage with the tables that it takes, worked out once for a planning.</summary>
/// <param name="family">The device's family.</param>
internal sealed class FoldingCosts(DeviceFamily family)
{
    private readonly FoldingOptions _options = new(family.Multiplier);

    // A stage that moving a skip leaves alone is the same object before and after.
    private readonly Dictionary<Stage, ImmutableArray<FoldingCost>> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>The foldings of every stage, the graph's order.</summary>
    public ImmutableArray<FoldingCost>[] Of(StageGraph graph) => [.. graph.Stages.Select(Of)];

    /// <summary>Look-up tables below which no folding of the stages' logic comes.</summary>
    public int LeastTables(StageGraph graph) => Of(graph).Sum(o => o.Min(f => f.Luts));

    private ImmutableArray<FoldingCost> Of(Stage stage)
    {
        if (!_known.TryGetValue(stage, out var costs))
            _known[stage] = costs = [.. stage.Accept(_options).Select(f => new FoldingCost(f, LogicEstimates.Of(stage, f, family).Luts))];
        return costs;
    }
}
