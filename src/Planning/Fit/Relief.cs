using System.Collections.Immutable;
using FpgaSeg.Boards;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Logic;
using FpgaSeg.Planning.Memory;

namespace FpgaSeg.Planning.Fit;

/// <summary>What it takes to make the bottleneck faster by one step.</summary>
/// <param name="Foldings">Stage and its next faster folding, for every stage of the bottleneck.</param>
/// <param name="CyclesPerFrame">Cycles of a frame then: those of the slowest stage of all.</param>
/// <param name="Extra">What that takes on top, by resource.</param>
/// <param name="Missing">Resources that have not enough left for it; empty where there is room.</param>
public sealed record Relief(
    ImmutableArray<(StageCost Stage, Folding Next)> Foldings, long CyclesPerFrame, ImmutableDictionary<Resource, double> Extra, ImmutableArray<Resource> Missing)
{
    /// <summary>The relief of a plan, or null where a stage of its bottleneck has no faster folding.</summary>
    public static Relief? Of(PlanFit fit)
    {
        var family = DeviceFamilies.Of(fit.Board);
        var options = new FoldingOptions(family.Multiplier);
        var foldings = ImmutableArray.CreateBuilder<(StageCost Stage, Folding Next)>();
        foreach (var stage in fit.Bottleneck)
        {
            var faster = stage.Plan.Stage.Accept(options).Where(f => f.Cycles < stage.Folding.Cycles).ToArray();
            if (faster.Length == 0)
                return null;
            foldings.Add((stage, faster.MinBy(f => (Share(stage, f, fit.Board, family), f.Cycles))));
        }

        var others = fit.Stages.Select(s => s.Folding.Cycles).Where(c => c < fit.Plan.CyclesPerFrame).DefaultIfEmpty(0).Max();
        var extra = Enum.GetValues<Resource>().ToImmutableDictionary(r => r, r => foldings.Sum(f => ExtraOf(f.Stage, f.Next, fit.Board, family, r)));
        return new Relief(
            foldings.ToImmutable(),
            Math.Max(others, foldings.Max(f => f.Next.Cycles)),
            extra,
            [.. fit.Resources.Where(r => r.Used + extra[r.Resource] > r.Available).Select(r => r.Resource)]);
    }

    // What a folding takes of the device's DSP blocks and tables together.
    private static long Share(StageCost stage, Folding folding, BoardDescription board, DeviceFamily family) =>
        ((long)folding.Dsp * board.Resources.Lut) + ((long)LogicEstimates.Of(stage.Plan.Stage, folding, family).Luts * board.Resources.Dsp);

    // Both foldings' memories are placed by the same rule, as if the stage were alone.
    private static double ExtraOf(StageCost stage, Folding next, BoardDescription board, DeviceFamily family, Resource resource)
    {
        var (before, after) = (Memories(stage, stage.Folding, board, family), Memories(stage, next, board, family));
        var logic = LogicEstimates.Of(stage.Plan.Stage, next, family);
        return resource switch
        {
            Resource.Dsp => next.Dsp - stage.Dsp,
            Resource.BlockRam => (double)(after.Sum(m => m.Units) - before.Sum(m => m.Units)) / BlockRamTiling.UnitsPerBlock(family.BlockRam),
            Resource.Lut => logic.Luts - stage.Logic.Luts + after.Sum(m => m.Luts) - before.Sum(m => m.Luts),
            _ => logic.FlipFlops - stage.Logic.FlipFlops,
        };
    }

    private static ImmutableArray<MemoryPlan> Memories(StageCost stage, Folding folding, BoardDescription board, DeviceFamily family) =>
        MemoryPlacement.Place(stage.Plan.Stage.Accept(new StageMemories(folding)), family, board.Resources);
}
