using System.Collections.Immutable;

namespace FpgaSeg.Planning.Cycles;

/// <summary>What a simulation has counted. The state of a frame is that of the last one.</summary>
/// <param name="LatencyCycles">From the arrival of the first image byte to the last mask byte of the first frame.</param>
/// <param name="CyclesPerFrame">From the end of the last frame but one to the end of the last one.</param>
/// <param name="PaceCycles">Cycles per frame of the slowest stage that never waits: no FIFO makes the design faster.</param>
/// <param name="LinkCycles">Cycles per frame of the slower of the link's two ends.</param>
/// <param name="Bottleneck">The slowest stage.</param>
/// <param name="Stages">One per stage of the plan, same order.</param>
/// <param name="Streams">One per stream, by id.</param>
/// <param name="Deadlock">Why the design stopped, or null. If it stopped, the cycles are 0 and the counts those up to then.</param>
public sealed record CycleReport(
    long LatencyCycles,
    long CyclesPerFrame,
    long PaceCycles,
    long LinkCycles,
    string Bottleneck,
    ImmutableArray<StageCycles> Stages,
    ImmutableArray<StreamCycles> Streams,
    Deadlock? Deadlock)
{
    /// <summary>
    /// Where the design is slower than its slowest stage and the link: FIFOs that were full while their reader waited for a token, worst first.
    /// Empty where it keeps pace.
    /// </summary>
    public ImmutableArray<StreamCycles> TooShallow => Deadlock is not null || CyclesPerFrame <= Math.Max(PaceCycles, LinkCycles)
        ? []
        : [.. Streams.Where(s => s.FullWhileStarved > 0).OrderByDescending(s => s.FullWhileStarved).ThenBy(s => s.Id)];
}

/// <summary>A stage in one frame: turns, draining and waits add up to its cycles.</summary>
/// <param name="Name">Name of the stage.</param>
/// <param name="Turns">Turns of its pipelined loops.</param>
/// <param name="Draining">Cycles in which its pipeline empties at the ends of loops.</param>
/// <param name="Waits">For what it waited, longest first.</param>
/// <param name="Utilisation">Turns per cycle of a frame.</param>
/// <param name="Pipeline">Register stages.</param>
public sealed record StageCycles(string Name, long Turns, long Draining, ImmutableArray<Wait> Waits, double Utilisation, PipelineDepth Pipeline)
{
    /// <summary>Cycles without a token to read.</summary>
    public long Starved => Waits.Where(w => !w.ForRoom).Sum(w => w.Cycles);

    /// <summary>Cycles without room to write.</summary>
    public long Blocked => Waits.Where(w => w.ForRoom).Sum(w => w.Cycles);
}

/// <summary>Cycles that a stage waited for a stream, and for the stage at its other end: for room, or else for a token.</summary>
public sealed record Wait(string Stage, string Stream, bool ForRoom, string For, long Cycles)
{
    public override string ToString() => ForRoom
        ? $"{Stage} waits for room in {Stream}, which {For} reads"
        : $"{Stage} waits for a token of {Stream}, which {For} writes";
}

/// <summary>A stream over the whole run.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Depth">Tokens that its FIFO holds.</param>
/// <param name="Tokens">Tokens written.</param>
/// <param name="HighWater">Most tokens held at a time.</param>
/// <param name="Blocked">Cycles of the last frame in which its writer waited for room.</param>
/// <param name="FullWhileStarved">The smaller of that and of the cycles in which its reader waited for a token of any stream.</param>
public sealed record StreamCycles(int Id, int Depth, long Tokens, int HighWater, long Blocked, long FullWhileStarved);

/// <summary>Why a design stopped.</summary>
/// <param name="Circle">Stages that wait for each other in a circle: each for the next one, the last for the first.</param>
/// <param name="All">All stages that wait.</param>
/// <param name="Culprits">Ids of the circle's full FIFOs whose reader waits for a token of another stream: one of them must be deeper.</param>
public sealed record Deadlock(ImmutableArray<Wait> Circle, ImmutableArray<Wait> All, ImmutableArray<int> Culprits)
{

    public override string ToString() => string.Join("; ", Circle);
}
