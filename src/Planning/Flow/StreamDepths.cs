using System.Collections.Immutable;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Flow;

/// <summary>
/// FIFO depths: where streams join, one waits for the others as long as <see cref="TokenFlow"/> says, and gets one row of margin because
/// stages do not run at one pace, but never more than its tensor. Every other stream has depth 2.
/// </summary>
public static class StreamDepths
{
    /// <summary>Tokens that a pipelined stage holds: a pixel at the loop's head and one in its output register.</summary>
    public const int Register = 2;

    public const string Basis =
        "a token-level run of the schedule, which ends: a stream that waits for another where they join holds what waits plus one row, at most its " +
        "tensor; every other stream 2";

    private const int Plain = 2;

    /// <summary>Depth of every stream by id, and the streams that wait for others, with the stage that joins them: bypasses.</summary>
    public static (ImmutableArray<int> Depths, ImmutableArray<(StageStream Stream, Stage To)> Bypasses) Of(StageGraph graph, IReadOnlyList<Folding> foldings)
    {
        var shallow = ExternalSkips.LeastDepths(graph, Plain);
        var needed = TokenFlow.Deepen(graph, foldings, shallow, Register);
        int[] deep = [.. graph.Streams.Select(s => needed[s.Id] > shallow[s.Id] ? WithMargin(s, needed[s.Id]) : needed[s.Id])];

        // A tool may also build stages that hold nothing back, which a short branch of many stages then does not hold either.
        var depths = TokenFlow.Deepen(graph, foldings, deep, register: 0);
        var bypasses = from stage in graph.Stages
                       from input in stage.Inputs
                       where depths[input.Id] > shallow[input.Id]
                       select (input, stage);
        return ([.. depths], [.. bypasses]);
    }

    private static int WithMargin(StageStream stream, int needed) =>
        Math.Max(Plain, Math.Min(needed - 1 + stream.Shape.Width, stream.Shape.Pixels));
}
