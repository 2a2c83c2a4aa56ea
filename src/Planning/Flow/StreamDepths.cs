using System.Collections.Immutable;
using FpgaSeg.Planning.Cycles;
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

    /// <summary>Depth of every stream by id; the design ends with the assumed pipelines and with such that hold nothing (docs/cycle-simulation.md).</summary>
    public static ImmutableArray<int> Of(StageGraph graph, IReadOnlyList<Folding> foldings) =>
        DeadlockFreedom.DeepenBySteps(new CycleModel(graph, foldings), [.. Larger(WithMargins(graph, foldings, Plain), Paced(graph, foldings))], new CycleOptions());

    /// <summary>What the pace alone asks for, a close guess that costs no run of the design.</summary>
    public static ImmutableArray<int> Guess(StageGraph graph, IReadOnlyList<Folding> foldings) =>
        [.. Larger(ExternalSkips.LeastDepths(graph, Plain), Paced(graph, foldings))];

    /// <summary>The streams that wait for others where stages join them.</summary>
    public static IEnumerable<(StageStream Stream, Stage To)> Bypasses(StageGraph graph, ImmutableArray<int> depths)
    {
        var plain = ExternalSkips.LeastDepths(graph, Plain);
        return from stage in graph.Stages
               where stage.Inputs.Length > 1
               from input in stage.Inputs
               where depths[input.Id] > plain[input.Id]
               select (input, stage);
    }

    /// <summary>The depths with which the design comes to its end, a row of margin included, by stream id.</summary>
    /// <param name="graph">Stages and streams.</param>
    /// <param name="foldings">One per stage.</param>
    /// <param name="plain">Depth of a stream that waits for no other.</param>
    internal static int[] Proven(StageGraph graph, IReadOnlyList<Folding> foldings, int plain) =>

        // A tool may also build stages that hold nothing back, which a short branch of many stages then does not hold either.
        TokenFlow.Deepen(graph, foldings, WithMargins(graph, foldings, plain), register: 0);

    private static int[] WithMargins(StageGraph graph, IReadOnlyList<Folding> foldings, int plain)
    {
        var shallow = ExternalSkips.LeastDepths(graph, plain);
        var needed = TokenFlow.Deepen(graph, foldings, shallow, Register);
        return [.. graph.Streams.Select(s => needed[s.Id] > shallow[s.Id] ? WithMargin(s, needed[s.Id]) : needed[s.Id])];
    }

    private static IEnumerable<int> Larger(int[] one, int[] other) => one.Zip(other, Math.Max);

    // What arrives at a joining stage until its latest input starts; skips in memory beside the chip wait there.
    private static int[] Paced(StageGraph graph, IReadOnlyList<Folding> foldings)
    {
        var (depths, pace) = (new int[graph.Streams.Length], foldings.Max(f => f.Cycles));
        var starts = StageStarts.Of(graph, foldings, pace);
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
        Math.Max(needed, Math.Min(needed - 1 + stream.Shape.Width, stream.Shape.Pixels));
}
