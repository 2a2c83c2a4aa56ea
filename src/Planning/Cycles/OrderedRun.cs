using System.Collections.Immutable;

namespace FpgaSeg.Planning.Cycles;

/// <summary>
/// One frame without time. A stage passes its tokens in a fixed order and no other stage takes them, so that where the design stops does not depend on
/// when its stages take their steps: each goes as far as tokens and room let it, many steps at once. The link always goes on and is left out.
/// </summary>
internal sealed class OrderedRun
{
    private readonly int[] _depths;
    private readonly OrderedStage[] _writers;
    private readonly OrderedStage[] _readers;
    private readonly Queue<OrderedStage> _ready = [];

    /// <param name="stages">The stages.</param>
    /// <param name="pipelines">Register stages of each.</param>
    /// <param name="depths">Depth of every FIFO by stream id; they change.</param>
    public OrderedRun(IReadOnlyList<StagePorts> stages, IReadOnlyList<int> pipelines, int[] depths)
    {
        _depths = depths;
        int[] written = new int[depths.Length], read = new int[depths.Length];
        Stages = [.. stages.Select((s, i) => new OrderedStage(s, pipelines[i], depths, written, read))];
        (_writers, _readers) = (new OrderedStage[depths.Length], new OrderedStage[depths.Length]);
        foreach (var stage in Stages)
        {
            foreach (var port in stage.Ports)
                (port.Writes ? _writers : _readers)[port.Stream] = stage;
        }
    }

    /// <summary>The stages, in the design's order.</summary>
    public ImmutableArray<OrderedStage> Stages { get; }

    /// <summary>The stage at the other end of a port's stream.</summary>
    public OrderedStage Other(OrderedPort port) => (port.Writes ? _readers : _writers)[port.Stream];

    /// <summary>
    /// Runs, and makes FIFOs deeper by one token where the design stops, until it comes to its end. It goes on from where it stopped: a run with the
    /// new depths may pass there too.
    /// </summary>
    /// <param name="culprits">The streams to blame for a stop, empty at the end.</param>
    public void Deepen(Func<OrderedRun, IReadOnlyList<int>> culprits)
    {
        foreach (var stage in Stages)
            Wake(stage);
        for (; ; )
        {
            while (_ready.TryDequeue(out var stage))
                Advance(stage);
            if (culprits(this) is not { Count: > 0 } streams)
                return;
            foreach (var stream in streams)
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
            if (port.HasMoved && Other(port) is var other && other.Waiting?.Stream == port.Stream)
                Wake(other);
        }
    }

    private void Wake(OrderedStage stage)
    {
        if (!stage.IsQueued)
            _ready.Enqueue(stage);
        stage.IsQueued = true;
    }
}
