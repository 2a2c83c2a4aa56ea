using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Tests.CSimulation;

/// <summary>One read or write of a stream by the stage at its end.</summary>
internal readonly record struct StreamTurn(string Stream, bool Reads);

/// <summary>
/// The turns that the compiled kernels really took, replayed with all stages at once and FIFOs of bounded depth, as the board has them.
/// Knows nothing of how the generator finds depths.
/// </summary>
internal sealed class StreamReplay
{
    private readonly Dictionary<string, int> _room;
    private readonly Dictionary<string, int> _held;
    private readonly List<Queue<StreamTurn>> _stages;

    /// <param name="graph">Stages and streams.</param>
    /// <param name="turns">Turns in the order of the C simulation, which runs one stage after the other.</param>
    /// <param name="depths">Depth by stream id.</param>
    /// <param name="register">Reads of its first input that a stage makes before a write leaves its pipeline.</param>
    public StreamReplay(StageGraph graph, IReadOnlyList<StreamTurn> turns, IReadOnlyList<int> depths, int register)
    {
        _room = graph.Streams.ToDictionary(s => $"s{s.Id}", s => depths[s.Id]);
        (_room["image"], _room["mask"]) = (int.MaxValue, int.MaxValue);
        _held = _room.ToDictionary(r => r.Key, r => r.Key == "image" ? graph.Source.Input.Shape.Count : 0);
        var own = ByStage(graph, turns);
        _stages = [.. graph.Stages.Select((_, i) => Delayed(own[i], register))];
    }

    /// <summary>The turns of every stage, in its own order.</summary>
    public static IReadOnlyList<IReadOnlyList<StreamTurn>> ByStage(StageGraph graph, IReadOnlyList<StreamTurn> turns)
    {
        // The host writes the image and reads the mask: those are nobody's turns.
        var end = new Dictionary<StreamTurn, int> { [new("image", Reads: true)] = 0, [new("mask", Reads: false)] = graph.Stages.Length - 1 };
        foreach (var (stage, index) in graph.Stages.Select((s, i) => (s, i)))
        {
            stage.Inputs.ToList().ForEach(s => end.Add(new($"s{s.Id}", Reads: true), index));
            stage.Outputs.ToList().ForEach(s => end.Add(new($"s{s.Id}", Reads: false), index));
        }

        var own = turns.Where(end.ContainsKey).ToLookup(t => end[t]);
        return [.. graph.Stages.Select((_, i) => own[i].ToList())];
    }

    /// <summary>Whether every stage comes to its end.</summary>
    public bool Ends()
    {
        for (var moved = true; moved;)
        {
            moved = false;
            foreach (var stage in _stages)
            {
                while (stage.TryPeek(out var turn) && Take(turn))
                {
                    stage.Dequeue();
                    moved = true;
                }
            }
        }

        return _stages.TrueForAll(s => s.Count == 0);
    }

    private bool Take(StreamTurn turn)
    {
        if (turn.Reads ? _held[turn.Stream] == 0 : _held[turn.Stream] == _room[turn.Stream])
            return false;
        _held[turn.Stream] += turn.Reads ? -1 : 1;
        return true;
    }

    // A write comes after so many later reads, or at the end.
    private static Queue<StreamTurn> Delayed(IReadOnlyList<StreamTurn> turns, int register)
    {
        var result = new Queue<StreamTurn>();
        var waiting = new Queue<(StreamTurn Turn, int Due)>();
        var first = turns.FirstOrDefault(t => t.Reads).Stream;
        var reads = 0;
        foreach (var turn in turns)
        {
            if (!turn.Reads)
            {
                waiting.Enqueue((turn, reads + register));
            }
            else
            {
                result.Enqueue(turn);
                reads += turn.Stream == first ? 1 : 0;
            }

            while (waiting.TryPeek(out var next) && next.Due <= reads)
                result.Enqueue(waiting.Dequeue().Turn);
        }

        while (waiting.TryDequeue(out var last))
            result.Enqueue(last.Turn);
        return result;
    }
}
