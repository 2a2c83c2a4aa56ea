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

    // No stage before this one is to be advanced.
    private int _first;

    /// <param name="stages">The stages.</param>
    /// <param name="pipelines">Register stages of each.</param>
    /// <param name="depths">Depth of every FIFO by stream id; they change.</param>
    public OrderedRun(IReadOnlyList<StagePorts> stages, IReadOnlyList<int> pipelines, int[] depths)
    {
        _depths = depths;
        int[] written = new int[depths.Length], read = new int[depths.Length];
        Stages = [.. stages.Select((s, i) => new OrderedStage(s, i, pipelines[i], depths, written, read))];
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
            Advance();
            if (culprits(this) is not { Count: > 0 } streams)
                return;
            foreach (var stream in streams)
            {
                _depths[stream]++;
                Wake(_writers[stream]);
            }
        }
    }

    // Of the stages that can go on the first: it then fills its queues before a stage behind it empties them, so that each goes far at a time.
    private void Advance()
    {
        while (_first < Stages.Length)
        {
            var stage = Stages[_first];
            if (!stage.IsAwake)
            {
                _first++;
                continue;
            }

            stage.Advance();
            foreach (var port in stage.Ports)
            {
                if (port.HasMoved && Other(port) is var other && other.Waiting?.Stream == port.Stream)
                    Wake(other);
            }
        }
    }

    private void Wake(OrderedStage stage)
    {
        stage.IsAwake = true;
        _first = Math.Min(_first, stage.Index);
    }
}
