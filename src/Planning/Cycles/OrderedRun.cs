using System.Collections.Immutable;

namespace FpgaSeg.Planning.Cycles;

/// <summary>
/// One frame without time. A stage passes its tokens in a fixed order and no other stage takes them, so that where the design stops does not depend on
/// when its stages take their steps: each goes as far as tokens and room let it, many steps at once. The link always goes on and is left out.
/// </summary>
internal sealed class OrderedRun
{
    private readonly OrderedStage[] _stages;
    private readonly int[] _depths;
    private readonly OrderedStage[] _writers;
    private readonly OrderedStage[] _readers;
    private readonly Queue<OrderedStage> _ready = [];

    private OrderedRun(IReadOnlyList<StagePorts> stages, IReadOnlyList<int> pipelines, int[] depths)
    {
        _depths = depths;
        int[] written = new int[depths.Length], read = new int[depths.Length];
        _stages = [.. stages.Select((s, i) => new OrderedStage(s, pipelines[i], depths, written, read))];
        (_writers, _readers) = (new OrderedStage[depths.Length], new OrderedStage[depths.Length]);
        foreach (var stage in _stages)
        {
            foreach (var port in stage.Ports)
                (port.Writes ? _writers : _readers)[port.Stream] = stage;
        }
    }

    /// <summary>
    /// Makes FIFOs deeper until the design comes to its end: one token at a time for every FIFO of the circle at which a stage that waits for a token
    /// holds others up. The run goes on from where it stopped, which a run with these depths may pass too.
    /// </summary>
    /// <param name="stages">The stages.</param>
    /// <param name="pipelines">Register stages of each.</param>
    /// <param name="depths">Depth of every FIFO by stream id.</param>
    public static void Deepen(IReadOnlyList<StagePorts> stages, IReadOnlyList<int> pipelines, int[] depths) => new OrderedRun(stages, pipelines, depths).Run();

    private void Run()
    {
        foreach (var stage in _stages)
            Wake(stage);
        for (; ; )
        {
            while (_ready.TryDequeue(out var stage))
                Advance(stage);
            if (Array.FindLast(_stages, s => s.Waiting is not null) is not { } waiting)
                return;
            foreach (var stream in Culprits(waiting))
            {
                _depths[stream]++;
                Wake(_writers[stream]);
            }
        }
    }

    private void Advance(OrderedStage stage)
    {
        stage.IsQueued = false;
        stage.Advance();
        foreach (var port in stage.Ports)
        {
            var other = Other(port);
            if (port.HasMoved && other.Waiting?.Stream == port.Stream)
                Wake(other);
        }
    }

    private OrderedStage Other(OrderedPort port) => (port.Writes ? _readers : _writers)[port.Stream];

    private void Wake(OrderedStage stage)
    {
        if (!stage.IsQueued)
            _ready.Enqueue(stage);
        stage.IsQueued = true;
    }

    // Every stage that waits does so for one that waits too: from any of them on, the waits lead into the circle.
    private ImmutableArray<int> Culprits(OrderedStage at)
    {
        var path = new List<OrderedStage>();
        for (; !path.Contains(at); at = Other(at.Waiting!))
            path.Add(at);
        var waits = path.Skip(path.IndexOf(at)).Select(s => s.Waiting!);
        return [.. waits.Where(w => w.Writes && !Other(w).Waiting!.Writes).Select(w => w.Stream)];
    }
}
