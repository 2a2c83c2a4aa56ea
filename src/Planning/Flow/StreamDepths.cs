using System.Collections.Immutable;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Flow;

/// <summary>
/// FIFO depths. Where streams join, one waits for the others: it holds as many tokens as <see cref="TokenFlow"/> needs to come to its end, and at least
/// those that arrive until the latest one starts if every stage works at the pace of the slowest; with less, a frame would hold up the next one.
/// Either gets a row of margin, because stages do not run evenly. Every other stream has the depth that a queue of shift registers has at least.
/// </summary>
public static class StreamDepths
{
    /// <summary>Tokens that a pipelined stage holds: a pixel at the loop's head and one in its output register.</summary>
    public const int Register = 2;

    /// <summary>Depth of a stream that waits for no other.</summary>
    public const int Plain = 16;

    public const string Basis =
        "a token-level run of the schedule, which ends: a stream that waits for another where they join holds what waits plus one row, and what arrives " +
        "at the pace of the slowest stage until the other starts; every other stream 16";

    // Two frames are never apart by more.
    private const int MostTensors = 2;

    /// <summary>Depth of every stream by id, and the streams that wait for others, with the stage that joins them: bypasses.</summary>
    public static (ImmutableArray<int> Depths, ImmutableArray<(StageStream Stream, Stage To)> Bypasses) Of(StageGraph graph, IReadOnlyList<Folding> foldings)
    {
        var plain = ExternalSkips.LeastDepths(graph, Plain);
        var depths = Proven(graph, foldings);
        var kept = Paced(graph, foldings);
        for (var i = 0; i < depths.Length; i++)
            depths[i] = Math.Max(depths[i], kept[i]);
        var bypasses = from stage in graph.Stages
                       from input in stage.Inputs
                       where depths[input.Id] > plain[input.Id]
                       select (input, stage);
        return ([.. depths], [.. bypasses]);
    }

    /// <summary>The depths with which the design comes to its end, a row of margin included, by stream id.</summary>
    internal static int[] Proven(StageGraph graph, IReadOnlyList<Folding> foldings)
    {
        var shallow = ExternalSkips.LeastDepths(graph, Plain);
        var needed = TokenFlow.Deepen(graph, foldings, shallow, Register);
        int[] deep = [.. graph.Streams.Select(s => needed[s.Id] > shallow[s.Id] ? WithMargin(s, needed[s.Id]) : needed[s.Id])];

        // A tool may also build stages that hold nothing back, which a short branch of many stages then does not hold either.
        return TokenFlow.Deepen(graph, foldings, deep, register: 0);
    }

    // What arrives at a joining stage until its latest input starts; skips in memory beside the chip wait there.
    private static int[] Paced(StageGraph graph, IReadOnlyList<Folding> foldings)
    {
        var (depths, pace) = (new int[graph.Streams.Length], foldings.Max(f => f.Cycles));
        var starts = StageStarts.Of(graph, foldings);
        var loaded = graph.Stages.OfType<SkipLoadStage>().Select(s => s.Output.Id).ToHashSet();
        foreach (var (stage, start) in graph.Stages.Zip(starts.Stages).Where(s => s.First.Inputs.Length > 1))
        {
            foreach (var input in stage.Inputs.Where(i => starts.Streams[i.Id] < start && !loaded.Contains(i.Id)))
            {
                var waiting = (((start - starts.Streams[input.Id]) * input.Shape.Pixels) + pace - 1) / pace;
                depths[input.Id] = (int)Math.Min(waiting + input.Shape.Width, (long)MostTensors * input.Shape.Pixels);
            }
        }

        return depths;
    }

    private static int WithMargin(StageStream stream, int needed) =>
        Math.Max(Plain, Math.Min(needed - 1 + stream.Shape.Width, stream.Shape.Pixels));
}
