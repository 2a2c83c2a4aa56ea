namespace FpgaSeg.Planning.Cycles;

/// <summary>A stage of <see cref="OrderedRun"/>: its steps in their order, a step with all its ports or not at all.</summary>
internal sealed class OrderedStage
{
    private readonly OrderedPort[] _ports;
    private readonly int[] _depths;
    private readonly int[] _written;
    private readonly int[] _read;

    /// <param name="stage">Its ends of streams.</param>
    /// <param name="index">Its place among the stages.</param>
    /// <param name="pipeline">Its register stages.</param>
    /// <param name="depths">Depth of every FIFO by stream id.</param>
    /// <param name="written">Tokens written to every stream.</param>
    /// <param name="read">Tokens read from every stream.</param>
    public OrderedStage(StagePorts stage, int index, int pipeline, int[] depths, int[] written, int[] read)
    {
        (Index, _depths, _written, _read) = (index, depths, written, read);
        _ports =
        [
            .. stage.Reads.Zip(stage.Stage.Inputs, (p, s) => new OrderedPort(s.Id, writes: false, p.With(pipeline), late: 0)),
            .. stage.Writes.Zip(stage.Stage.Outputs, (p, s) => new OrderedPort(s.Id, writes: true, p.With(pipeline), pipeline)),
        ];
    }

    /// <summary>Its place among the stages.</summary>
    public int Index { get; }

    /// <summary>Inputs, then outputs.</summary>
    public ReadOnlySpan<OrderedPort> Ports => _ports;

    /// <summary>The first port for which it waits; null at the frame's end.</summary>
    public OrderedPort? Waiting { get; private set; }

    /// <summary>Whether it may go on.</summary>
    public bool IsAwake { get; set; }

    /// <summary>Goes as far as tokens and room suffice: up to the first step in which a port has neither.</summary>
    public void Advance()
    {
        (IsAwake, Waiting) = (false, null);
        var stop = OrderedPort.Never;
        foreach (var port in _ports)
        {
            var step = port.StopAfter(port.Writes ? (long)_read[port.Stream] + _depths[port.Stream] : _written[port.Stream]);
            if (step < stop)
                (stop, Waiting) = (step, port);
        }

        foreach (var port in _ports)
            (port.Writes ? _written : _read)[port.Stream] = port.PassUpTo(stop);
    }
}
