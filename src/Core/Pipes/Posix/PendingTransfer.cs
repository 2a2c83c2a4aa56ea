using System.Diagnostics;

namespace FpgaSeg.Core.Pipes.Posix;

/// <summary>
/// One read or write that waits for its descriptor. A read ends with the first bytes. A write ends when all bytes are taken, so that a terminal which takes them in
/// small portions does not wake the caller for each; at its deadline it ends with those that were.
/// </summary>
internal sealed class PendingTransfer(bool isRead, Memory<byte> memory, TimeSpan timeout, bool isContinuedHere)
{
    private readonly long _deadline = Stopwatch.GetTimestamp() + (long)(Math.Min(timeout.TotalSeconds, int.MaxValue) * Stopwatch.Frequency);

    private int _written;

    public bool IsRead { get; } = isRead;

    /// <summary>What the caller waits for; its continuation runs in <see cref="Complete"/> or on another thread.</summary>
    public TaskCompletionSource<PipeResult> Completion { get; } = new(isContinuedHere ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How it ended, as soon as it did.</summary>
    public PipeResult Outcome { get; private set; }

    /// <summary>Tells the caller of <see cref="Outcome"/>; under no lock, because the caller may go on in here.</summary>
    public void Complete() => Completion.TrySetResult(Outcome);

    /// <summary>Ends it.</summary>
    public bool End(PipeResult outcome)
    {
        Outcome = outcome;
        return true;
    }

    /// <summary>Milliseconds that poll may sleep: until the first deadline or one of the other moments; -1 for ever.</summary>
    public static int MillisecondsUntilFirst(PendingTransfer? a, PendingTransfer? b, long other, long another)
    {
        var first = Math.Min(Math.Min(a?._deadline ?? long.MaxValue, b?._deadline ?? long.MaxValue), Math.Min(other, another));
        if (first == long.MaxValue)
            return -1;
        var milliseconds = Math.Ceiling((first - Stopwatch.GetTimestamp()) * 1000.0 / Stopwatch.Frequency);
        return (int)Math.Clamp(milliseconds, 0, int.MaxValue);
    }

    /// <summary>Whether the last try moved bytes.</summary>
    public bool HasMoved { get; private set; }

    /// <summary>Tries the transfer now; true when it ended, well or not.</summary>
    public bool TryFinish(int descriptor)
    {
        nint count;
        do
        {
            count = IsRead
                ? LibC.Read(descriptor, memory.Span, (nuint)memory.Length)
                : LibC.Write(descriptor, memory.Span[_written..], (nuint)(memory.Length - _written));
        }
        while (count < 0 && LibC.LastError == LibC.Interrupted);

        HasMoved = count > 0;
        if (count > 0 && !IsRead)
        {
            _written += (int)count;
            return _written == memory.Length && End(PipeResult.Done(_written));
        }

        if (count > 0)
            return End(PipeResult.Done((int)count));
        if (count == 0)
            return End(PipeResult.Closed("the other side hung up"));
        return LibC.LastError != LibC.TryAgain && End(PipeResult.Closed(LibC.Describe(LibC.LastError)));
    }

    /// <summary>Ends the transfer when its deadline has passed.</summary>
    public bool TryExpire() =>
        Stopwatch.GetTimestamp() >= _deadline && End(_written > 0 ? PipeResult.Done(_written) : PipeResult.TimedOut);
}
