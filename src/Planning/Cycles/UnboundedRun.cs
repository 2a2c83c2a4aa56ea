namespace FpgaSeg.Planning.Cycles;

/// <summary>
/// A run through FIFOs that are never full, with the image arriving evenly. No stage waits for one behind it, so the stages are run one after the
/// other, each for all frames. A byte of the mask never waits: a stage writes one per cycle at most, and the link takes one per cycle.
/// </summary>
internal sealed class UnboundedRun
{
    private readonly long _pace;
    private readonly int _frames;
    private readonly FrameTimes[] _written;
    private readonly long[] _highWater;

    /// <param name="streams">How many streams there are.</param>
    /// <param name="pace">Cycles from one frame's image to the next one's, at least those of any stage.</param>
    /// <param name="frames">Frames back to back.</param>
    public UnboundedRun(int streams, long pace, int frames) =>
        (_pace, _frames, _written, _highWater) = (pace, frames, new FrameTimes[streams], new long[streams]);

    /// <summary>Most tokens that every stream held at a time, by id.</summary>
    public IReadOnlyList<long> HighWater => _highWater;

    /// <summary>Runs the stage that reads the image.</summary>
    /// <param name="stage">Its ends of streams.</param>
    /// <param name="image">When it reads bytes.</param>
    /// <param name="pipeline">Its register stages.</param>
    /// <param name="steps">Steps of a frame.</param>
    public void Run(StagePorts stage, PortSteps image, int pipeline, long steps)
    {
        var arrival = new ImageArrival(image.With(pipeline), _pace, _frames);
        Run(stage, pipeline, steps, [arrival.Times], [new FrameTimes(image.With(pipeline), late: 0, _frames)], arrival.Arrive);
    }

    /// <summary>Runs another stage; those that write its inputs have been run before.</summary>
    /// <param name="stage">Its ends of streams.</param>
    /// <param name="pipeline">Its register stages.</param>
    /// <param name="steps">Steps of a frame.</param>
    public void Run(StagePorts stage, int pipeline, long steps)
    {
        FrameTimes[] inputs = [.. stage.Stage.Inputs.Select(s => _written[s.Id])];
        FrameTimes[] reads = [.. stage.Reads.Select(r => new FrameTimes(r.With(pipeline), late: 0, _frames))];
        Run(stage, pipeline, steps, inputs, reads, begin: null);
        foreach (var (stream, times) in stage.Stage.Inputs.Zip(reads))
            _highWater[stream.Id] = Held(_written[stream.Id], times);

        // Times that nobody needs any more are many.
        foreach (var stream in stage.Stage.Inputs)
            _written[stream.Id] = null!;
    }

    private void Run(StagePorts stage, int pipeline, long steps, FrameTimes[] inputs, FrameTimes[] reads, Action<int, long>? begin)
    {
        FrameTimes[] writes = [.. stage.Writes.Select(w => new FrameTimes(w.With(pipeline), pipeline, _frames))];
        var run = new StageFrames(inputs, reads, writes);
        for (var (frame, late) = (0, 0L); frame < _frames; frame++)
        {
            begin?.Invoke(frame, late);
            late = run.Next(frame, late) + steps - _pace;
        }

        foreach (var (stream, times) in stage.Stage.Outputs.Zip(writes))
            _written[stream.Id] = times;
    }

    // A read in the cycle of a write does not make room for it. Frames that pass like the one before hold no more than that.
    private long Held(FrameTimes written, FrameTimes read)
    {
        var (most, writes, reads) = (0L, 0L, 0L);
        var (frame, token) = (0, 0);
        for (var f = 0; f < _frames && !RepeatFrom(f, written, read); f++)
        {
            foreach (var at in read[f])
            {
                var cycle = at + (f * _pace);
                while (frame < _frames && written[frame][token] + (frame * _pace) <= cycle)
                {
                    writes++;
                    if (++token == written.Steps.Length)
                        (frame, token) = (frame + 1, 0);
                }

                most = Math.Max(most, writes - reads++);
            }
        }

        return most;
    }

    private bool RepeatFrom(int frame, FrameTimes written, FrameTimes read)
    {
        for (var f = frame; f < _frames; f++)
        {
            if (!written.Repeats(f) || !read.Repeats(f))
                return false;
        }

        return true;
    }
}
