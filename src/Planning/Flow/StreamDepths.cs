using System.Collections.Immutable;
using FpgaSeg.Planning.Cycles;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Flow;

/// <summary>
/// FIFO depths. Where streams join, one waits for the others: it holds as many tokens as <see cref="TokenFlow"/> needs to come to its end, and a row of
/// margin. And every stream holds what it must for the pace of the slowest stage (<see cref="FifoSizing"/>); with less, a frame would hold up the next
/// one, and stages that read in bursts those before them. The least is the depth that a queue of shift registers has.
/// </summary>
public static class StreamDepths
{
    /// <summary>Tokens that a pipelined stage holds: a pixel at the loop's head and one in its output register.</summary>
    public const int Register = 2;

    /// <summary>Depth of a stream that waits for no other.</summary>
    public const int Plain = 16;

    public const string Basis =
        "a token-level run of the schedule, which ends: a stream that waits for another where they join holds what waits plus one row; and a run of its cycles " +
        "at the pace of the slowest stage, in which no queue is ever full: every stream holds what it held there; at least 16";

    private const int MostRows = 2;

    // More frames than that are not under way at once between the ends of a skip.
    private const int MostTensors = ExternalRegion.Frames;

    /// <summary>Depth of every stream by id; the design ends with the assumed pipelines and with such that hold nothing (docs/cycle-simulation.md).</summary>
    public static ImmutableArray<int> Of(StageGraph graph, IReadOnlyList<Folding> foldings)
    {
        var known = new KnownSteps();
        return Proven(graph, foldings, For(graph, foldings, known), known);
    }

    /// <summary>The depths that both runs ask for, not proven yet: only unusual designs need more.</summary>
    internal static ImmutableArray<int> For(StageGraph graph, IReadOnlyList<Folding> foldings, KnownSteps known)
    {
        if (IsChain(graph))
            return [.. graph.Streams.Select(_ => Plain)];

        // Neither run knows of the other; together they take half as long.
        var margins = Task.Run(() => WithMargins(graph, foldings, Plain, known.Flow));
        var held = Held(new CycleModel(graph, foldings, known.Turns), new CycleOptions());
        return [.. Larger(margins.Result, held)];
    }

    /// <summary>Depths of <see cref="For"/>, made deeper where the design would stop.</summary>
    internal static ImmutableArray<int> Proven(StageGraph graph, IReadOnlyList<Folding> foldings, ImmutableArray<int> depths, KnownSteps known) =>
        IsChain(graph) ? depths : DeadlockFreedom.DeepenBySteps(new CycleModel(graph, foldings, known.Turns), depths, new CycleOptions());

    // Where no streams join, none waits for another.
    private static bool IsChain(StageGraph graph) => graph.Stages.All(s => s.Inputs.Length <= 1 && s.Outputs.Length <= 1);

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
        TokenFlow.Deepen(graph, foldings, WithMargins(graph, foldings, plain, new KnownPorts()), register: 0);

    private static int[] WithMargins(StageGraph graph, IReadOnlyList<Folding> foldings, int plain, KnownPorts known)
    {
        var shallow = ExternalSkips.LeastDepths(graph, plain);
        var needed = TokenFlow.Deepen(graph, foldings, shallow, Register, known);
        return [.. graph.Streams.Select(s => needed[s.Id] > shallow[s.Id] ? WithMargin(s, needed[s.Id]) : needed[s.Id])];
    }

    private static IEnumerable<int> Larger(int[] one, int[] other) => one.Zip(other, Math.Max);

    // What every stream holds if none is ever full; skips in memory beside the chip wait there. A stream that joins no other evens out the rows of
    // windows and resizes: what it holds beyond two of them is not needed, as a stage that has to wait catches up.
    private static int[] Held(CycleModel model, CycleOptions options)
    {
        var (graph, pace) = (model.Graph, model.Pace(options));
        var held = FifoSizing.Held(model, pace, StageStarts.Of(graph, model.Foldings, pace).Latency(model.Foldings), options).Depths;
        foreach (var stream in graph.Stages.Where(s => s is SkipLoadStage or SkipStoreStage).SelectMany(s => s.Inputs.Concat(s.Outputs)))
            held[stream.Id] = 0;
        var joined = graph.Stages.Where(s => s.Inputs.Length > 1).SelectMany(s => s.Inputs).Select(s => s.Id).ToHashSet();
        return [.. graph.Streams.Select(s => joined.Contains(s.Id) ? held[s.Id] : Math.Min(held[s.Id], MostRows * s.Shape.Width))];
    }

    // An estimate of it: what arrives at a joining stage until its latest input starts; skips in memory beside the chip wait there.
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
