namespace FpgaSeg.Core.Pipes.Posix;

/// <summary>
/// A non-blocking descriptor of a terminal as a pipe. Calls that can finish at once do so on the caller's thread; the others wait on one thread of
/// the pipe in poll(2) on the descriptor and an event counter, so that deadlines and cancellation hold within milliseconds and a hang-up is seen at once.
/// The thread ends with the pipe.
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
    private bool _disposed;

    /// <summary>Takes over <paramref name="descriptor"/>, which must have been opened non-blocking.</summary>
    public DescriptorPipe(int descriptor, string description)
    {
        (_descriptor, Description) = (descriptor, description);
        _thread = new Thread(Run) { IsBackground = true, Name = $"pipe {description}" };
        _thread.Start();
    }

    public string Description { get; }

    public ValueTask<PipeResult> ReadAsync(Memory<byte> target, TimeSpan timeout, CancellationToken cancellation) =>
        TransferAsync(new PendingTransfer(isRead: true, target, timeout), cancellation);

    public ValueTask<PipeResult> WriteAsync(ReadOnlyMemory<byte> source, TimeSpan timeout, CancellationToken cancellation) =>
        TransferAsync(new PendingTransfer(isRead: false, System.Runtime.InteropServices.MemoryMarshal.AsMemory(source), timeout), cancellation);

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
            if (transfer.TryFinish(_descriptor))
                return transfer.Completion.Task.Result;
            ref var slot = ref transfer.IsRead ? ref _read : ref _write;
            if (slot is not null)
                throw new InvalidOperationException("A transfer in this direction is under way.");
            slot = transfer;
        }

        _wakeUp.Signal();
        using var registration = cancellation.Register(() => Cancel(transfer, cancellation));
        return await transfer.Completion.Task;
    }

    /// <summary>Removes the transfer under the lock, so that no byte is taken for a cancelled call.</summary>
    private void Cancel(PendingTransfer transfer, CancellationToken cancellation)
    {
        lock (_gate)
        {
            Forget(transfer);
            transfer.Completion.TrySetCanceled(cancellation);
        }
    }

    private void Run()
    {
        Span<PollEntry> entries = stackalloc PollEntry[2];
        while (true)
        {
            int timeout;
            lock (_gate)
            {
                if (_disposed)
                    break;
                Advance();
                timeout = PendingTransfer.MillisecondsUntilFirst(_read, _write);
                var wanted = (_read is null ? 0 : LibC.PollIn) | (_write is null ? 0 : LibC.PollOut);
                entries[0] = new PollEntry { Descriptor = wanted == 0 ? -1 : _descriptor, Wanted = (short)wanted };
                entries[1] = new PollEntry { Descriptor = _wakeUp.Descriptor, Wanted = LibC.PollIn };
            }

            _ = LibC.Poll(entries, 2, timeout);
            _wakeUp.Clear();
        }

        lock (_gate)
        {
            _read?.Completion.TrySetResult(PipeResult.Closed(ClosedHere));
            _write?.Completion.TrySetResult(PipeResult.Closed(ClosedHere));
        }

        _threadEnded.SetResult();
    }

    private void Advance()
    {
        if (_read is { } read && (read.TryFinish(_descriptor) || read.TryExpire()))
            _read = null;
        if (_write is { } write && (write.TryFinish(_descriptor) || write.TryExpire()))
            _write = null;
    }

    private void Forget(PendingTransfer transfer)
    {
        if (ReferenceEquals(_read, transfer))
            _read = null;
        if (ReferenceEquals(_write, transfer))
            _write = null;
    }
}
