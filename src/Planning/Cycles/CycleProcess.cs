namespace FpgaSeg.Planning.Cycles;

/// <summary>
/// A stage in time: steps of one cycle each, a frame's after another's. A step in which a port has nothing to read or no room to write
/// waits, and with it everything in the pipeline.
/// </summary>
internal sealed class CycleProcess
{
    private readonly CyclePort[] _ports;
    private readonly long _steps;
    private readonly List<long> _ends = [];
    private readonly int _frames;

    // The last step that touched a stream, and its cycle; before the first one, the step before step 0.
    private long _step = -1;
    private long _cycle;

    /// <param name="name">Name for reports.</param>
    /// <param name="turns">Its turns.</param>
    /// <param name="depth">Register stages of its pipeline.</param>
    /// <param name="streams">Streams by id.</param>
    /// <param name="inputs">Ids of the streams that it reads.</param>
    /// <param name="outputs">Ids of those that it writes.</param>
    /// <param name="frames">Frames that it makes.</param>
    /// <param name="start">Cycle of its first step.</param>
    public CycleProcess(
        string name,
        StageTurns turns,
        int depth,
        IReadOnlyList<CycleStream> streams,
        IReadOnlyList<int> inputs,
        IReadOnlyList<int> outputs,
        int frames,
        long start = 0)
    {
        (Name, _frames, _cycle) = (name, frames, start - 1);
        _steps = turns.Turns + ((long)turns.Loops * depth);
        _ports =
        [
            .. inputs.Zip(turns.Reads, (id, t) => new CyclePort(streams[id], id, t, writes: false, depth)),
            .. outputs.Zip(turns.Writes, (id, t) => new CyclePort(streams[id], id, t, writes: true, depth)),
        ];
        foreach (var port in _ports)
            port.Start();
    }

    /// <summary>Name for reports.</summary>
    public string Name { get; }

    /// <summary>Cycles of a frame without waiting.</summary>
    public long Steps => _steps;

    /// <summary>The last cycle of every frame that it has ended.</summary>
    public IReadOnlyList<long> Ends => _ends;

    /// <summary>Its ends of streams: inputs, then outputs.</summary>
    public IReadOnlyList<CyclePort> Ports => _ports;

    /// <summary>The port for which it waits; null at the end of the last frame.</summary>
    public CyclePort? Waiting { get; private set; }

    /// <summary>Whether it is to be advanced.</summary>
    public bool IsQueued { get; set; }

    /// <summary>Goes as far as the times of its ports are known.</summary>
    /// <param name="passed">Called for every port that passed a token.</param>
    public void Advance(Action<CyclePort> passed)
    {
        while (_ends.Count < _frames)
        {
            var step = NextStep();
            if (step == CyclePort.Never)
            {
                EndFrame();
                continue;
            }

            var due = _cycle + (step - _step);
            var (at, cause) = (due, default(CyclePort));
            foreach (var port in _ports)
            {
                if (port.Step != step)
                    continue;
                if (!port.IsReady)
                {
                    Waiting = port;
                    return;
                }

                if (port.Since > at)
                    (at, cause) = (port.Since, port);
            }

            if (cause is not null && _ends.Count == _frames - 1)
                cause.Waited += at - due;
            (_step, _cycle) = (step, at);
            foreach (var port in _ports)
            {
                if (port.Step != step)
                    continue;
                port.Pass(at);
                passed(port);
            }
        }

        Waiting = null;
    }

    private long NextStep()
    {
        var next = CyclePort.Never;
        foreach (var port in _ports)
            next = Math.Min(next, port.Step);
        return next;
    }

    private void EndFrame()
    {
        _ends.Add(_cycle + (_steps - 1 - _step));
        _step -= _steps;
        foreach (var port in _ports)
            port.Start();
    }
}
