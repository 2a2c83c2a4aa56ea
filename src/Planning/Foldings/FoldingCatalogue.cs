using System.Collections.Immutable;
using FpgaSeg.Boards;
using FpgaSeg.Planning.Logic;
using FpgaSeg.Planning.Memory;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Foldings;

/// <summary>Every folding of the stages of a design, with what it takes on a family; each stage is asked once: one that moving a skip leaves alone is the same object before and after.</summary>
internal sealed class FoldingCatalogue(DeviceFamily family)
{
    private readonly Dictionary<Stage, ImmutableArray<FoldingOption>> _options = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<MemoryNeed, MemoryCost> _memories = [];
    private readonly FoldingOptions _foldings = new(family.Multiplier);

    /// <summary>The foldings of a stage.</summary>
    public ImmutableArray<FoldingOption> Of(Stage stage)
    {
        if (!_options.TryGetValue(stage, out var options))
            _options[stage] = options = [.. stage.Accept(_foldings).Select(f => Option(stage, f))];
        return options;
    }

    /// <summary>Look-up tables of a stage's logic with one of its foldings, multipliers included where they are made of them.</summary>
    public int Luts(Stage stage, Folding folding)
    {
        foreach (var option in Of(stage))
        {
            if (option.Folding == folding)
                return option.Luts;
        }

        return LogicEstimates.Of(stage, folding, family).Luts;
    }

    /// <summary>Look-up tables below which no folding of the stages' logic comes.</summary>
    public int LeastTables(StageGraph graph) => graph.Stages.Select(Of).Sum(o => o.Min(f => f.Luts));

    private FoldingOption Option(Stage stage, Folding folding) =>
        new(folding, LogicEstimates.Of(stage, folding, family).Luts, [.. stage.Accept(new StageMemories(folding)).Select(Memory)]);

    private MemoryCost Memory(MemoryNeed need)
    {
        if (!_memories.TryGetValue(need, out var cost))
            _memories[need] = cost = MemoryCost.Of(need, family);
        return cost;
    }
}
