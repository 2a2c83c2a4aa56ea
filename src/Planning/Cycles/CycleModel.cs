using System.Collections.Immutable;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Cycles;

/// <summary>The stages of a design with their turns and pipelines: what a simulation needs besides the depths of the FIFOs.</summary>
public sealed class CycleModel
{
    private const int RegisterSlice = 2;

    private readonly StageGraph _graph;
    private readonly ImmutableArray<Folding> _foldings;
    private readonly ImmutableArray<StageTurns> _turns;
    private readonly KnownPorts _known;
    private ImmutableArray<StagePorts> _ports;

    /// <param name="graph">Stages and streams.</param>
    /// <param name="foldings">One per stage.</param>
    public CycleModel(StageGraph graph, IReadOnlyList<Folding> foldings)
        : this(graph, foldings, new KnownPorts())
    {
    }

    /// <summary>The same with the ports that models before it have worked out.</summary>
    internal CycleModel(StageGraph graph, IReadOnlyList<Folding> foldings, KnownPorts known)
    {
        (_graph, _foldings, _known) = (graph, [.. foldings], known);
        _turns = [.. graph.Stages.Select((s, i) => s.Accept(new TurnSchedules(foldings[i])))];
    }

    /// <summary>Stages and streams.</summary>
    public StageGraph Graph => _graph;

    /// <summary>One per stage.</summary>
    public ImmutableArray<Folding> Foldings => _foldings;

    /// <summary>Bytes of a frame's image.</summary>
    public int ImageBytes => _turns[0].Reads[0].Tokens;

    /// <summary>The assumed pipeline of a stage with its folding.</summary>
    public static PipelineDepth DepthOf(Stage stage, Folding folding) => stage.Accept(new PipelineDepths(folding));

    /// <summary>Cycles per frame of the slowest stage that never waits.</summary>
    public long Pace(CycleOptions options) => _turns.Select((t, i) => t.Turns + ((long)t.Loops * Pipeline(i, options).Cycles)).Max();

    /// <summary>Runs the design with FIFOs of these depths, at least 1, by stream id.</summary>
    public CycleReport Run(IReadOnlyList<int> depths, CycleOptions options)
    {
        var image = _graph.Streams.Length;
        CycleStream[] streams = [.. depths.Take(image).Select(d => new CycleStream(d)), new(RegisterSlice), new(RegisterSlice)];
        List<CycleProcess> processes =
        [
            .. _graph.Stages.Select((s, i) => new CycleProcess(
                s.Name, _turns[i], Pipeline(i, options).Cycles, streams,
                s.Inputs.IsEmpty ? [image] : [.. s.Inputs.Select(t => t.Id)],
                s.Outputs.IsEmpty ? [image + 1] : [.. s.Outputs.Select(t => t.Id)],
                options.Frames)),
        ];

        // A byte that arrives in cycle 0 has been put into the register before.
        processes.Add(Link("the host", options.Image, _turns[0].Reads[0].Tokens, streams, [], [image], options.Frames, start: -1));
        processes.Add(Link("the host", options.Mask, _turns[^1].Writes[0].Tokens, streams, [image + 1], [], options.Frames, start: 0));
        var network = new CycleNetwork(processes, streams.Length);
        network.Run();
        ImmutableArray<PipelineDepth> pipelines = [.. _graph.Stages.Select((_, i) => Pipeline(i, options))];
        return new CycleReporter(_turns, pipelines, network, processes, streams, depths).Report();
    }

    /// <summary>
    /// Most tokens that every FIFO holds, by stream id, if none is ever full: what <see cref="Run"/> finds with FIFOs without end, sooner. The image
    /// arrives evenly.
    /// </summary>
    /// <param name="cyclesPerFrame">Cycles in which it does, at least those of <see cref="Pace"/>.</param>
    /// <param name="options">Frames and pipelines; the mask is taken as fast as it comes.</param>
    internal IReadOnlyList<long> MostHeld(long cyclesPerFrame, CycleOptions options)
    {
        var run = new UnboundedRun(_graph.Streams.Length, cyclesPerFrame, options.Frames);
        for (var i = 0; i < _turns.Length; i++)
        {
            var pipeline = Pipeline(i, options).Cycles;
            var steps = _turns[i].Turns + ((long)_turns[i].Loops * pipeline);
            if (_graph.Stages[i].Inputs.IsEmpty)
                run.Run(Ports[i], PortSteps.Of(_turns[i].Reads[0]), pipeline, steps);
            else
                run.Run(Ports[i], pipeline, steps);
        }

        return run.HighWater;
    }

    /// <summary>A run of one frame without time, with the pipelines of <paramref name="options"/> and FIFOs of these depths by stream id.</summary>
    internal OrderedRun InOrder(int[] depths, CycleOptions options) => new(Ports, [.. _turns.Select((_, i) => Pipeline(i, options).Cycles)], depths);

    private ImmutableArray<StagePorts> Ports => _ports.IsDefault ? _ports = [.. _graph.Stages.Select(PortsOf)] : _ports;

    private StagePorts PortsOf(Stage stage, int index) => _known.Of(stage, _foldings[index], () => StagePorts.Of(stage, _turns[index]));

    private PipelineDepth Pipeline(int stage, CycleOptions options) => options.PipelineDepth is { } own
        ? new(own(_graph.Stages[stage]), "given")
        : DepthOf(_graph.Stages[stage], _foldings[stage]);

    private static CycleProcess Link(
        string name, LinkPace pace, int bytes, CycleStream[] streams, int[] inputs, int[] outputs, int frames, long start)
    {
        var port = new PortTurns(bytes, b => new(pace.At(b)));
        return new(name, new(pace.Of(bytes), 1, [port], [port]), depth: 0, streams, inputs, outputs, frames, start);
    }
}
