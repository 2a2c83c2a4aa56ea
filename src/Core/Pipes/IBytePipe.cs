namespace FpgaSeg.Core.Pipes;

/// <summary>
/// Bytes to and from a device: the one thing a transport has to provide. One read and one write may be under way at a time.
/// Every call ends: done, timed out, closed, or with <see cref="OperationCanceledException"/> within milliseconds of a cancellation.
/// </summary>
public interface IBytePipe : IAsyncDisposable
{
    /// <summary>What is at the other end, for people: "/dev/ttyUSB0 at 3000000 baud".</summary>
    string Description { get; }

    /// <summary>Waits for at least one byte.</summary>
    ValueTask<PipeResult> ReadAsync(Memory<byte> target, TimeSpan timeout, CancellationToken cancellation);

    /// <summary>Waits until at least one byte of <paramref name="source"/> is taken; the rest is the caller's to offer again.</summary>
    ValueTask<PipeResult> WriteAsync(ReadOnlyMemory<byte> source, TimeSpan timeout, CancellationToken cancellation);
}

/// <summary>How a read or write ended.</summary>
public enum PipeStatus
{
    /// <summary>Some bytes went through.</summary>
    Done,

    /// <summary>None did in the time given; the pipe can still be used.</summary>
    TimedOut,

    /// <summary>The other end is gone: unplugged, hung up or closed. Nothing goes through this pipe any more.</summary>
    Closed,
}

/// <summary>The end of a read or write.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Count">Bytes that went through.</param>
/// <param name="Reason">Why the pipe is closed, as the system says it.</param>
public readonly record struct PipeResult(PipeStatus Status, int Count, string? Reason = null)
{
    public static readonly PipeResult TimedOut = new(PipeStatus.TimedOut, 0);

    public static PipeResult Done(int count) => new(PipeStatus.Done, count);

    public static PipeResult Closed(string reason) => new(PipeStatus.Closed, 0, reason);
}
