using System.Collections.Immutable;
using FpgaSeg.HlsGen.Stages;

namespace FpgaSeg.HlsGen.Planning;

/// <summary>
/// FIFO depths by a bound, not by simulation. Where two streams join, the one that starts earlier must wait in its FIFO:
/// between branches of one resolution for the pixels that the later branch holds before its first output, plus one row of margin;
/// between branches of different resolution for the whole tensor. Every other stream has depth 2.
/// </summary>
internal sealed class StreamDepths
{
    public const string Basis =
        "bound: a bypass holds what the longer branch takes before its first output plus one row; a bypass around a change of " +
        "resolution holds its whole tensor; every other stream 2";

    private const int Plain = 2;

    private readonly Start[] _starts;
    private readonly int[] _depths;
    private readonly List<(int Stream, Stage To)> _skips = [];

    private StreamDepths(StageGraph graph)
    {
        _starts = new Start[graph.Streams.Length];
        _depths = [.. Enumerable.Repeat(Plain, graph.Streams.Length)];
        for (var i = 0; i < graph.Stages.Length; i++)
            Enter(i, graph.Stages[i]);
    }

    // Pixels that the stage at which the current resolution began has made before this stream's first one.
    private readonly record struct Start(int Origin, int Pixels);

    /// <summary>Depth of every stream, and the streams that are bypasses.</summary>
    public static (ImmutableArray<StreamPlan> Streams, ImmutableArray<SkipPlan> Skips) Of(StageGraph graph)
    {
        var depths = new StreamDepths(graph);
        ImmutableArray<StreamPlan> streams = [.. graph.Streams.Select(s => new StreamPlan(s, depths._depths[s.Id]))];
        return (streams, [.. depths._skips.Select(s => new SkipPlan(streams[s.Stream], s.To, "buffer"))]);
    }

    private void Enter(int index, Stage stage)
    {
        var start = stage.Inputs.IsEmpty ? new Start(index, 0) : Join(stage);
        if (!stage.Outputs.IsEmpty && !stage.Inputs.IsEmpty)
        {
            start = Resolution(stage.Output) == Resolution(stage.Input)
                ? start with { Pixels = start.Pixels + stage.Accept(new StreamStart()) }
                : new Start(index, 0);
        }

        foreach (var output in stage.Outputs)
            _starts[output.Id] = start;
    }

    private Start Join(Stage stage)
    {
        var latest = stage.Inputs.Select(s => _starts[s.Id]).Max(Comparer<Start>.Create((a, b) => (a.Origin, a.Pixels).CompareTo((b.Origin, b.Pixels))));
        foreach (var input in stage.Inputs.Where(s => _starts[s.Id] != latest))
        {
            var own = _starts[input.Id];
            var bound = own.Origin == latest.Origin ? latest.Pixels - own.Pixels + input.Shape.Width : input.Shape.Pixels;
            _depths[input.Id] = Math.Max(Plain, Math.Min(bound, input.Shape.Pixels));
            _skips.Add((input.Id, stage));
        }

        return latest;
    }

    private static (int Height, int Width) Resolution(StageStream stream) => (stream.Shape.Height, stream.Shape.Width);
}
