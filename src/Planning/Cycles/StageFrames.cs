namespace FpgaSeg.Planning.Cycles;

/// <summary>
/// A stage in time that never waits for room. It is so many cycles late as the token that came latest for its step has made it; that alone decides when
/// its tokens pass. A frame whose tokens come as in the one before passes as that did, unless it has to wait longer for the end of that one.
/// </summary>
/// <param name="inputs">When the tokens that it reads are written, by input.</param>
/// <param name="reads">When it reads them: to be found.</param>
/// <param name="writes">When it writes, by output: to be found.</param>
internal sealed class StageFrames(FrameTimes[] inputs, FrameTimes[] reads, FrameTimes[] writes)
{
    // Lateness at the begin of the last frame, what its first tokens made of it at least, and that at its end.
    private long _begin;
    private long _first;
    private long _end;

    /// <summary>Runs the next frame.</summary>
    /// <param name="frame">Its number.</param>
    /// <param name="late">Cycles after the frame's beginning in which its first step can take place.</param>
    /// <returns>How many cycles late it ends.</returns>
    public long Next(int frame, long late)
    {
        var isSame = Array.TrueForAll(inputs, i => i.Repeats(frame)) && (late == _begin || Math.Max(late, _begin) <= _first);
        _begin = late;
        if (isSame)
        {
            foreach (var port in reads.Concat(writes))
                port.Repeat(frame);
            return _end;
        }

        _first = First(frame);
        _end = inputs.Length == 1 ? Read(inputs[0][frame], reads[0], late) : ReadSeveral(frame, late);
        foreach (var port in writes)
            Write(port);
        foreach (var port in reads.Concat(writes))
            port.Keep(frame);
        return _end;
    }

    // Nothing is known where the first step only writes.
    private long First(int frame)
    {
        var step = reads.Min(r => r.Steps[0]);
        if (Array.Exists(writes, w => w.Steps[0] + w.Late < step))
            return long.MinValue;
        return inputs.Zip(reads).Where(p => p.Second.Steps[0] == step).Max(p => p.First[frame][0] + 1 - step);
    }

    private static long Read(long[] written, FrameTimes port, long late)
    {
        var (steps, times) = (port.Steps, port.Room());
        for (var k = 0; k < times.Length; k++)
        {
            late = Math.Max(late, written[k] + 1 - steps[k]);
            times[k] = steps[k] + late;
        }

        return late;
    }

    // Ports that read in the same step wait for each other.
    private long ReadSeveral(int frame, long late)
    {
        var next = new int[reads.Length];
        for (; ; )
        {
            var step = long.MaxValue;
            for (var i = 0; i < next.Length; i++)
                step = Math.Min(step, StepOf(i, next[i]));
            if (step == long.MaxValue)
                return late;
            for (var i = 0; i < next.Length; i++)
            {
                if (StepOf(i, next[i]) == step)
                    late = Math.Max(late, inputs[i][frame][next[i]] + 1 - step);
            }

            for (var i = 0; i < next.Length; i++)
            {
                if (StepOf(i, next[i]) == step)
                    reads[i].Room()[next[i]++] = step + late;
            }
        }
    }

    private long StepOf(int input, int token)
    {
        var steps = reads[input].Steps;
        return token < steps.Length ? steps[token] : long.MaxValue;
    }

    // A token leaves as late as the last reads of its step or before it were.
    private void Write(FrameTimes port)
    {
        var (steps, times) = (port.Steps, port.Room());
        Array.Fill(times, long.MinValue);
        foreach (var read in reads)
        {
            var (readSteps, readTimes) = (read.Steps, read.Room());
            var (next, late) = (0, _begin);
            for (var k = 0; k < steps.Length; k++)
            {
                var step = steps[k] + port.Late;
                for (; next < readSteps.Length && readSteps[next] <= step; next++)
                    late = readTimes[next] - readSteps[next];
                times[k] = Math.Max(times[k], step + late);
            }
        }
    }
}
