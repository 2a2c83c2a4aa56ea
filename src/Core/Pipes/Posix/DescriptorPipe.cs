using System.Diagnostics;

namespace FpgaSeg.Core.Pipes.Posix;

/// <summary>
/// A non-blocking descriptor of a terminal as a pipe. Calls that can finish at once do so on the caller's thread; the others wait on one thread of
/// the pipe in poll(2) on the descriptor and an event counter, so that deadlines and cancellation hold within milliseconds and a hang-up is seen at once.
/// The thread ends with the pipe.
/// <para>
/// With a time to gather, bytes that follow others within it are moved together at its end: a line of a megabyte per second wakes the caller some hundred times a second then, not for every
/// acknowledgement. The first bytes after a pause do not wait, nor does a hang-up. The caller goes on in the pipe's thread then, up to its next wait: that saves the wake-ups of two others, and what it does
/// there holds up the pipe.
/// </para>
/// </summary>
public sealed class DescriptorPipe : IBytePipe
{
    private const string ClosedHere = "this side closed it";
    private readonly Lock _gate = new();
    private readonly int _descriptor;
    private readonly WakeUp _wakeUp = new();
    private readonly Thread _thread;
    private readonly TaskCompletionSource _threadEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PendingTransfer? _read;
    private PendingTransfer? _write;
    private readonly long _gatherTicks;
    private long _readRests;
    private long _writeRests;
    private bool _looksSoon;
    private bool _disposed;

    /// <summary>Takes over <paramref name="descriptor"/>, which must have been opened non-blocking.</summary>
    /// <param name="descriptor">The terminal.</param>
    /// <param name="description">The device, for people.</param>
    /// <param name="gather">How long bytes to send may gather behind others; those that arrive twice as long, because the other side is ahead by its credit.</param>
    public DescriptorPipe(int descriptor, string description, TimeSpan gather = default)
    {
        (_descriptor, Description, _gatherTicks) = (descriptor, description, (long)(gather.TotalSeconds * Stopwatch.Frequency));
        _thread = new Thread(Run) { IsBackground = true, Name = $"pipe {description}" };
        _thread.Start();
    }

    public string Description { get; }

    public ValueTask<PipeResult> ReadAsync(Memory<byte> target, TimeSpan timeout, CancellationToken cancellation) =>
        TransferAsync(new PendingTransfer(isRead: true, target, timeout, _gatherTicks > 0), cancellation);

    public ValueTask<PipeResult> WriteAsync(ReadOnlyMemory<byte> source, TimeSpan timeout, CancellationToken cancellation) =>
        TransferAsync(new PendingTransfer(isRead: false, System.Runtime.InteropServices.MemoryMarshal.AsMemory(source), timeout, _gatherTicks > 0), cancellation);

    /// <summary>Ends pending calls as closed, ends the thread, closes the descriptor.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
        }

        _wakeUp.Signal();
        await _threadEnded.Task;
        _thread.Join();
        _ = LibC.Close(_descriptor);
        _wakeUp.Dispose();
    }

    private async ValueTask<PipeResult> TransferAsync(PendingTransfer transfer, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_disposed)
                return PipeResult.Closed(ClosedHere);
            if (Stopwatch.GetTimestamp() >= RestOf(transfer) && Try(transfer))
                return transfer.Outcome;
            ref var slot = ref transfer.IsRead ? ref _read : ref _write;
            if (slot is not null)
                throw new InvalidOperationException("A transfer in this direction is under way.");
            slot = transfer;

            if (!_looksSoon)
                _wakeUp.Signal();
        }

        using var registration = cancellation.Register(() => Cancel(transfer, cancellation));
        return await transfer.Completion.Task;
    }

    /// <summary>Removes the transfer under the lock, so that no byte is taken for a cancelled call.</summary>
    private void Cancel(PendingTransfer transfer, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (!Forget(transfer))
                return;
        }

        transfer.Completion.TrySetCanceled(cancellation);
    }

    private void Run()
    {
        Span<PollEntry> entries = stackalloc PollEntry[2];
        while (Complete(Advance()))
        {
            int timeout;
            lock (_gate)
            {
                var now = Stopwatch.GetTimestamp();
                var (readRests, writeRests) = (now < _readRests, now < _writeRests);
                _looksSoon = readRests || writeRests;
                timeout = PendingTransfer.MillisecondsUntilFirst(_read, _write, readRests ? _readRests : long.MaxValue, writeRests ? _writeRests : long.MaxValue);
                var wanted = (_read is null || readRests ? 0 : LibC.PollIn) | (_write is null || writeRests ? 0 : LibC.PollOut);
                entries[0] = new PollEntry { Descriptor = _read is null && _write is null ? -1 : _descriptor, Wanted = (short)wanted };
                entries[1] = new PollEntry { Descriptor = _wakeUp.Descriptor, Wanted = LibC.PollIn };
            }

            _ = LibC.Poll(entries, 2, timeout);
            if (entries[1].Seen != 0)
                _wakeUp.Clear();
            if ((entries[0].Seen & LibC.PollHangUp) != 0)
                Wake();
        }

        _threadEnded.SetResult();
    }

    /// <summary>Tries what waits and returns what ended; everything, once the pipe is closed.</summary>
    private (PendingTransfer? Read, PendingTransfer? Write, bool IsLast) Advance()
    {
        lock (_gate)
        {
            var now = Stopwatch.GetTimestamp();
            var (read, write) = (_read, _write);
            if (read is not null && !(_disposed ? read.End(PipeResult.Closed(ClosedHere)) : now >= _readRests && (Try(read) || read.TryExpire())))
                read = null;
            if (write is not null && !(_disposed ? write.End(PipeResult.Closed(ClosedHere)) : now >= _writeRests && (Try(write) || write.TryExpire())))
                write = null;
            (_read, _write) = (read is null ? _read : null, write is null ? _write : null);

            // What the callers ask for next is seen before the thread sleeps.
            _looksSoon = true;
            return (read, write, _disposed);
        }
    }

    /// <summary>Lets the callers go on, outside of the gate; false after the last ones.</summary>
    private static bool Complete((PendingTransfer? Read, PendingTransfer? Write, bool IsLast) ended)
    {
        ended.Write?.Complete();
        ended.Read?.Complete();
        return !ended.IsLast;
    }

    /// <summary>Under the gate: tries a transfer; what moved lets what follows gather.</summary>
    private bool Try(PendingTransfer transfer)
    {
        var ended = transfer.TryFinish(_descriptor);
        if (transfer.HasMoved && _gatherTicks > 0)
            RestOf(transfer) = Stopwatch.GetTimestamp() + (transfer.IsRead ? 2 : 1) * _gatherTicks;
        return ended;
    }

    private ref long RestOf(PendingTransfer transfer) => ref transfer.IsRead ? ref _readRests : ref _writeRests;

    /// <summary>A hang-up ends every rest.</summary>
    private void Wake()
    {
        lock (_gate)
            (_readRests, _writeRests) = (0, 0);
    }

    private bool Forget(PendingTransfer transfer)
    {
        ref var slot = ref transfer.IsRead ? ref _read : ref _write;
        if (!ReferenceEquals(slot, transfer))
            return false;
        slot = null;
        return true;
    }
}
