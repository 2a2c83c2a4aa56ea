using System.Diagnostics;
using FpgaSeg.Protocol;

namespace FpgaSeg.VirtualBoard.Line;

/// <summary>
/// The clock of one direction of a UART line, 8N1: says when the last of some bytes has passed. A byte cannot pass before the line is free;
/// a line that was kept waiting by us, not by a lack of bytes, is not charged for it.
/// </summary>
public sealed class LinePacer(TimeProvider clock)
{
    private long _freeAt;

    /// <summary>Bytes that pass in about 4 ms: few enough for an even flow, many enough for the timer of the system.</summary>
    public static int Portion(int baud) => Math.Max(1, baud / LinkConstants.UartBitsPerByte / 250);

    /// <summary>Sends <paramref name="bytes"/> over the line and returns how long to wait until they have passed.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="baud">Bits per second.</param>
    /// <param name="wasBusy">Whether they stood ready when the line became free.</param>
    public TimeSpan Pass(int bytes, int baud, bool wasBusy)
    {
        var now = clock.GetTimestamp();
        if (!wasBusy)
            _freeAt = Math.Max(_freeAt, now);
        _freeAt += (long)((double)bytes * LinkConstants.UartBitsPerByte / baud * clock.TimestampFrequency);
        return _freeAt > now ? clock.GetElapsedTime(now, _freeAt) : TimeSpan.Zero;
    }

    /// <summary>Waits for at least <paramref name="time"/>; the system's timer counts whole milliseconds.</summary>
    public static Task WaitAsync(TimeSpan time, CancellationToken cancellation) =>
        time > TimeSpan.Zero ? Task.Delay((int)Math.Ceiling(time.TotalMilliseconds), cancellation) : Task.CompletedTask;
}
