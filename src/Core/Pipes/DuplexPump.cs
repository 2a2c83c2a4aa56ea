using System.Diagnostics;

namespace FpgaSeg.Core.Pipes;

/// <summary>
/// Keeps one read and one write under way on a pipe, so that a state machine without I/O can be run over it in one loop on one logical thread:
/// fill <see cref="Room"/>, <see cref="Queue"/> it, await <see cref="StepAsync"/>, look at <see cref="Received"/>.
/// </summary>
public sealed class DuplexPump(IBytePipe pipe, int bufferBytes, CancellationToken cancellation) : IAsyncDisposable
{
    private readonly byte[] _receiveBuffer = new byte[bufferBytes];
    private readonly byte[] _sendBuffer = new byte[bufferBytes];
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    private Task<PipeResult>? _reading;
    private Task<PipeResult>? _writing;
    private int _received;
    private int _sendStart;
    private int _sendEnd;

    /// <summary>How long a write may wait for a line that takes nothing.</summary>
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Where bytes to send may be put; empty while earlier ones are on their way.</summary>
    public Span<byte> Room => _writing is null ? _sendBuffer.AsSpan(_sendEnd) : default;

    /// <summary>What the last step received; valid until the next.</summary>
    public ReadOnlySpan<byte> Received => _receiveBuffer.AsSpan(0, _received);

    /// <summary>Sends the first <paramref name="count"/> bytes of <see cref="Room"/> with the next step.</summary>
    public void Queue(int count) => _sendEnd += count;

    /// <summary>Goes on until bytes arrive, a write ends, <paramref name="other"/> ends, or nothing happened for <paramref name="timeout"/>.</summary>
    /// <returns>Done after any event, TimedOut when nothing arrived in time, Closed when the pipe is.</returns>
    public async Task<PipeResult> StepAsync(TimeSpan timeout, Task? other = null)
    {
        _received = 0;
        cancellation.ThrowIfCancellationRequested();
        if (_writing is null && _sendEnd > _sendStart)
            _writing = pipe.WriteAsync(_sendBuffer.AsMemory(_sendStart, _sendEnd - _sendStart), WriteTimeout, _stop.Token).AsTask();
        _reading ??= pipe.ReadAsync(_receiveBuffer, timeout, _stop.Token).AsTask();

        await Task.WhenAny(_reading, _writing ?? _reading, other ?? _reading);
        if (_writing is { IsCompleted: true })
        {
            var written = await Take(ref _writing);
            if (written.Status != PipeStatus.Done)
                return written.Status == PipeStatus.TimedOut ? PipeResult.Closed("it takes no bytes") : written;
            _sendStart += written.Count;
            if (_sendStart == _sendEnd)
                (_sendStart, _sendEnd) = (0, 0);
        }

        if (_reading is not { IsCompleted: true })
            return PipeResult.Done(0);
        var read = await Take(ref _reading);
        _received = read.Count;
        return read;
    }

    /// <summary>Goes on until what was queued is sent, the pipe is closed or <paramref name="timeout"/> has passed. What arrives meanwhile is dropped.</summary>
    public async Task FlushAsync(TimeSpan timeout)
    {
        var started = Stopwatch.GetTimestamp();
        while ((_writing is not null || _sendEnd > _sendStart) && timeout - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } left)
        {
            var step = await StepAsync(left);
            if (step.Status == PipeStatus.Closed)
                return;
        }
    }

    /// <summary>Ends the read and the write; the pipe stays open.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var task in new[] { _reading, _writing })
        {
            if (task is not null)
                await task.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        _stop.Dispose();
    }

    private static Task<PipeResult> Take(ref Task<PipeResult>? slot)
    {
        var task = slot!;
        slot = null;
        return task;
    }
}
