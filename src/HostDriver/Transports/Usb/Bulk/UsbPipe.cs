using System.Diagnostics;
using FpgaSeg.Core.Pipes;

namespace FpgaSeg.HostDriver.Transports.Usb.Bulk;

/// <summary>
/// A claimed bulk pair as a pipe. Its one thread waits in libusb for transfers to end and ends with the pipe; callers wait for its news, so that
/// deadlines and cancellation never depend on the device, and a cancelled read leaves what has arrived for the next one.
/// </summary>
internal sealed class UsbPipe : IBytePipe
{
    private const string ClosedHere = "this side closed it";

    /// <summary>How long closing waits for bytes that were taken but have not left: the last frame of a session among them.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(40);
    private readonly Lock _gate = new();
    private readonly UsbConnection _connection;
    private readonly BulkReader _reader;
    private readonly BulkWriter _writer;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _threadEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _disposed;
    private bool _stopping;

    /// <summary>Takes over the connection and starts listening.</summary>
    public UsbPipe(UsbConnection connection, string description, IInboundFilter? filter = null)
    {
        (_connection, Description) = (connection, description);
        _reader = new BulkReader(connection, filter, _gate, Close);
        _writer = new BulkWriter(connection, _gate, Close);
        lock (_gate)
            _reader.Start();
        _thread = new Thread(Run) { IsBackground = true, Name = $"usb {description}" };
        _thread.Start();
    }

    public string Description { get; }

    public ValueTask<PipeResult> ReadAsync(Memory<byte> target, TimeSpan timeout, CancellationToken cancellation) =>
        RepeatAsync(_reader, () => _reader.Read(target.Span), timeout, cancellation);

    public ValueTask<PipeResult> WriteAsync(ReadOnlyMemory<byte> source, TimeSpan timeout, CancellationToken cancellation) =>
        RepeatAsync(_writer, () => _writer.Write(source.Span), timeout, cancellation);

    /// <summary>Lets taken bytes leave, ends pending calls as closed, ends the thread, releases the device.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await RepeatAsync(_writer, () => _writer.InFlight == 0 ? 1 : 0, DrainTime, CancellationToken.None);
            lock (_gate)
            {
                _stopping = true;
                Close(ClosedHere);
            }

            _connection.InterruptEvents();
            await _threadEnded.Task;
            _thread.Join();
            _reader.Dispose();
            _writer.Dispose();
            _connection.Dispose();
        }

        await _threadEnded.Task;
    }

    private async ValueTask<PipeResult> RepeatAsync(BulkDirection direction, Func<int> attempt, TimeSpan timeout, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var started = Stopwatch.GetTimestamp();
        timeout = timeout < LongestWait ? timeout : LongestWait;
        while (true)
        {
            Task news;
            lock (_gate)
            {
                // What arrived before the device went is still delivered; after a close on this side nothing is.
                if (!_stopping && attempt() is > 0 and var count)
                    return PipeResult.Done(count);
                if (direction.ClosedBecause is { } reason)
                    return PipeResult.Closed(reason);
                news = direction.News.Next();
            }

            var left = timeout - Stopwatch.GetElapsedTime(started);
            try
            {
                await news.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellation);
            }
            catch (TimeoutException)
            {
                return PipeResult.TimedOut;
            }
        }
    }

    /// <summary>Under the gate: a device is lost as a whole.</summary>
    private void Close(string reason)
    {
        _reader.Close(reason);
        _writer.Close(reason);
    }

    private void Run()
    {
        while (!HasEnded())
        {
            _connection.HandleEvents();
            _reader.Recover();
            _writer.Recover();
        }

        _threadEnded.SetResult();
    }

    private bool HasEnded()
    {
        lock (_gate)
            return _stopping && _reader.InFlight + _writer.InFlight == 0;
    }
}
