namespace FpgaSeg.Planning.Cycles;

/// <summary>
/// When the tokens of every frame pass one end of a stream, in cycles since the frame's image began to arrive. Frames that pass alike share their times.
/// </summary>
/// <param name="steps">The step of every token, rising.</param>
/// <param name="late">How many steps later it passes.</param>
/// <param name="frames">Frames of the run.</param>
internal sealed class FrameTimes(long[] steps, int late, int frames)
{
    private readonly long[][] _times = new long[frames][];
    private long[]? _spare;

    /// <summary>The step of every token, rising.</summary>
    public long[] Steps => steps;

    /// <summary>How many steps later it passes.</summary>
    public int Late => late;

    /// <summary>The times of a frame.</summary>
    public long[] this[int frame] => _times[frame];

    /// <summary>Room for the times of the next frame.</summary>
    public long[] Room() => _spare ??= new long[steps.Length];

    /// <summary>Keeps what was put into the room as the times of <paramref name="frame"/>.</summary>
    public void Keep(int frame)
    {
        if (frame > 0 && Room().AsSpan().SequenceEqual(_times[frame - 1]))
            Repeat(frame);
        else
            (_times[frame], _spare) = (Room(), null);
    }

    /// <summary>Gives a frame the times of the one before.</summary>
    public void Repeat(int frame) => _times[frame] = _times[frame - 1];

    /// <summary>Whether a frame passes like the one before.</summary>
    public bool Repeats(int frame) => frame > 0 && ReferenceEquals(_times[frame], _times[frame - 1]);
}
