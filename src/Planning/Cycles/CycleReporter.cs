using System.Collections.Immutable;

namespace FpgaSeg.Planning.Cycles;

/// <summary>Reads the counts of a run that has ended. The processes are the stages, then the link's two ends.</summary>
internal sealed class CycleReporter(
    ImmutableArray<StageTurns> turns,
    ImmutableArray<PipelineDepth> pipelines,
    CycleNetwork network,
    IReadOnlyList<CycleProcess> processes,
    IReadOnlyList<CycleStream> streams,
    IReadOnlyList<int> depths)
{
    public CycleReport Report()
    {
        var stages = processes.Take(turns.Length).ToList();
        var slowest = stages.MaxBy(s => s.Steps)!;
        var deadlock = FindDeadlock(stages);
        var ends = stages[^1].Ends;
        var perFrame = deadlock is not null || ends.Count < 2 ? 0 : ends[^1] - ends[^2];
        return new CycleReport(
            deadlock is null ? ends[0] + 1 : 0,
            perFrame,
            slowest.Steps,
            processes.Skip(turns.Length).Max(p => p.Steps),
            slowest.Name,
            [.. stages.Select((s, i) => Stage(s, i, perFrame))],
            [.. depths.Select((d, i) => Stream(i, d))],
            deadlock);
    }

    private StageCycles Stage(CycleProcess process, int index, long perFrame) => new(
        process.Name,
        turns[index].Turns,
        process.Steps - turns[index].Turns,
        [.. process.Ports.Where(p => p.Waited > 0).OrderByDescending(p => p.Waited).Select(p => Waiting(process, p))],
        perFrame == 0 ? 0 : (double)turns[index].Turns / perFrame,
        pipelines[index]);

    private StreamCycles Stream(int id, int depth)
    {
        var blocked = processes.SelectMany(p => p.Ports).First(p => p.Id == id && p.Writes);
        var starved = network.Other(blocked).Ports.Where(p => !p.Writes).Sum(p => p.Waited);
        return new(id, depth, streams[id].Tokens, (int)streams[id].HighWater, blocked.Waited, Math.Min(blocked.Waited, starved));
    }

    private Wait Waiting(CycleProcess process, CyclePort port) => new(process.Name, Name(port), port.Writes, network.Other(port).Name, port.Waited);

    private string Name(CyclePort port) => port.Id < depths.Count ? $"s{port.Id}" : port.Id == depths.Count ? "image" : "mask";

    // Every stage that waits does so for one that waits too: from any of them on, the waits lead into the circle.
    private Deadlock? FindDeadlock(List<CycleProcess> stages)
    {
        var waiting = stages.Where(s => s.Waiting is not null).ToList();
        if (waiting.Count == 0)
            return null;
        var path = new List<CycleProcess>();
        var at = waiting[^1];
        for (; !path.Contains(at); at = network.Other(at.Waiting!))
            path.Add(at);
        Wait Of(CycleProcess process) => Waiting(process, process.Waiting!);
        var circle = path.Skip(path.IndexOf(at)).ToList();
        var culprits = circle.Select(p => p.Waiting!).Where(w => w.Writes && !network.Other(w).Waiting!.Writes).Select(w => w.Id);
        return new Deadlock([.. circle.Select(Of)], [.. waiting.Select(Of)], [.. culprits]);
    }
}
