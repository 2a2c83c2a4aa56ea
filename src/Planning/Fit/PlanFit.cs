using System.Collections.Immutable;
using FpgaSeg.Boards;

namespace FpgaSeg.Planning.Fit;

/// <summary>A plan held against a board: what it takes, whether that is there, how fast it runs.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Board">The board.</param>
/// <param name="Options">What was asked for.</param>
/// <param name="Stages">One per stage, the plan's order.</param>
/// <param name="Streams">One per stream, by id.</param>
/// <param name="Resources">One per kind of resource.</param>
public sealed record PlanFit(
    HardwarePlan Plan,
    BoardDescription Board,
    PlanOptions Options,
    ImmutableArray<StageCost> Stages,
    ImmutableArray<StreamCost> Streams,
    ImmutableArray<ResourceUse> Resources)
{
    /// <summary>Whether every resource suffices.</summary>
    public bool Fits => Resources.All(r => r.Fits);

    /// <summary>Used / available of the resource that is fullest.</summary>
    public double WorstShare => Resources.Max(r => r.Share);

    /// <summary>Whether it fits and reaches the frame rate that was asked for.</summary>
    public bool IsAnswered => Fits && IsFastEnough;

    /// <summary>Whether the frame rate that was asked for, if any, is reached.</summary>
    public bool IsFastEnough => Options.Fps is not { } wanted || FramesPerSecond >= wanted;

    /// <summary>Clock of the network's logic.</summary>
    public long ClockHz => Options.ClockOf(Board);

    /// <summary>Frames per second.</summary>
    public double FramesPerSecond => (double)ClockHz / Plan.CyclesPerFrame;

    /// <summary>Milliseconds from the first pixel in to the last mask bit out.</summary>
    public double LatencyMs => 1e3 * Plan.LatencyCycles / ClockHz;

    /// <summary>Multiply-accumulates per DSP and cycle over the whole frame; 0 without DSP.</summary>
    public double MacPerDspCycle => Plan.Dsp == 0 ? 0 : (double)Plan.Macs / Plan.Dsp / Plan.CyclesPerFrame;

    /// <summary>The stages that no other stage outlasts.</summary>
    public ImmutableArray<StageCost> Bottleneck => [.. Stages.Where(s => s.Folding.Cycles == Plan.CyclesPerFrame)];

    /// <summary>The use of one resource.</summary>
    public ResourceUse this[Resource resource] => Resources[(int)resource];

    /// <summary>The parts that take most of a resource, most first; ties in the design's order.</summary>
    public IEnumerable<PartCost> Holders(Resource resource) =>
        Stages.Concat<PartCost>(Streams).Where(p => p.Of(resource) > 0).OrderByDescending(p => p.Of(resource));
}
