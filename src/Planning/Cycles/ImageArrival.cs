namespace FpgaSeg.Planning.Cycles;

/// <summary>
/// The image's bytes on their way through the register of two places in front of the design: a byte comes when it is due and there is room, as soon as the
/// byte two before it has been read.
/// </summary>
/// <param name="reads">The step in which the design reads every byte.</param>
/// <param name="cycles">Cycles of a frame, evenly filled with bytes.</param>
/// <param name="frames">Frames of the run.</param>
internal sealed class ImageArrival(long[] reads, long cycles, int frames)
{
    private const long Long = long.MinValue / 2;

    private readonly LinkPace _pace = new(cycles, reads.Length);

    // A byte that arrives in cycle 0 has been put into the register before.
    private long _behind = -1;
    private (long Last, long Before) _read = (Long, Long);

    /// <summary>When the bytes are put into the register.</summary>
    public FrameTimes Times { get; } = new(reads, late: 0, frames);

    /// <summary>Lets a frame arrive, of which the design does the first step <paramref name="delay"/> cycles after the frame's beginning.</summary>
    public void Arrive(int frame, long delay)
    {
        var times = Times.Room();
        for (var b = 0; b < times.Length; b++)
        {
            var due = _pace.At(b);
            times[b] = Math.Max(due + _behind, _read.Before + 1);
            _behind = times[b] - due;
            delay = Math.Max(delay, times[b] + 1 - reads[b]);
            _read = (reads[b] + delay, _read.Last);
        }

        _read = (_read.Last - cycles, _read.Before - cycles);
        Times.Keep(frame);
    }
}
