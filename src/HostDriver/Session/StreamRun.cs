using System.Diagnostics;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Pipes;
using FpgaSeg.HostDriver.Transports;
using FpgaSeg.Protocol;
using FpgaSeg.Protocol.Frames;
using FpgaSeg.Protocol.Messages;

namespace FpgaSeg.HostDriver.Session;

/// <summary>Runs <see cref="HostLink"/> over the line: one loop that reads, writes, asks when it is quiet and gives up when a deadline has passed.</summary>
internal sealed class StreamRun
{
    private const int SystemBuffer = 4096;
    private readonly LineParts _line;
    private readonly SessionExpectations _expected;
    private readonly SessionOptions _options;
    private readonly int? _baud;
    private readonly FrameAudit _audit;
    private readonly TimeSpan _pollInterval;
    private readonly TimeSpan _silenceDeadline;
    private HostLink _link;
    private long _looked;
    private long _heard;
    private long _read;
    private long _polled;
    private long _moved;
    private long _progress;

    public StreamRun(LineParts line, Handshake.Opened opened, int? baud, SessionExpectations expected, SessionOptions options)
    {
        (_line, _expected, _options, _baud) = (line, expected, options, baud);
        Board = opened.Board;
        _audit = new FrameAudit(Board, baud, expected.Design);
        _link = new HostLink(Board, opened.Sequence, line.Writer);
        _pollInterval = options.PollInterval + LineTime(2 * (Board.Link.MaxPayload + LinkConstants.FrameOverhead));
        _silenceDeadline = options.SilenceDeadline + LineTime(Board.Link.ReceiveBuffer + SystemBuffer);
    }

    public HelloReply Board { get; }

    public async Task<Diagnostic?> RunAsync(IEnumerable<StreamImage> images, Action<FrameResult> report, CancellationToken cancellation)
    {
        using var signal = new CancellationSignal(cancellation);
        using var source = images.GetEnumerator();
        _looked = _heard = _polled = _moved = Stopwatch.GetTimestamp();
        var more = true;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            more = more && Refill(source, report);
            Fill();
            if (_link.Unfinished.Count == 0)
            {
                await _line.Pump.FlushAsync(_pollInterval);
                return null;
            }

            var step = await _line.Pump.StepAsync(_pollInterval, signal.Raised);
            if (step.Status == PipeStatus.Closed)
                return FailAll(TransportErrors.LineClosed(_line.Device, step.Reason!), report);
            ExcuseBoard();
            Receive(report);
            if (await SuperviseAsync(report, cancellation) is { } fatal)
                return FailAll(fatal, report);
        }
    }

    /// <summary>Keeps some images queued, so that the line has work; an image that cannot be loaded is reported and skipped.</summary>
    private bool Refill(IEnumerator<StreamImage> source, Action<FrameResult> report)
    {
        while (_link.Unfinished.Count < _options.Lookahead)
        {
            if (!source.MoveNext())
                return false;
            var started = Stopwatch.GetTimestamp();
            var bytes = source.Current.Load();
            if (!bytes.IsOk)
                report(FrameResult.Failed(source.Current.Name, bytes.Errors[0]));
            else if (bytes.Value.Length != Board.Image.ByteCount)
                report(FrameResult.Failed(source.Current.Name, SessionErrors.WrongSize(source.Current.Name, bytes.Value.Length, Board.Image)));
            else
                _link.Add(new ImageInFlight(source.Current.Name, Repeated(bytes.Value), Board.Mask.ByteCount) { HostTime = source.Current.LoadTime?.Invoke() ?? Stopwatch.GetTimestamp() - started });
        }

        return true;
    }

    // A network that reads the image twice gets it twice.
    private byte[] Repeated(byte[] image) => Board.Image.Passes == 1 ? image : [.. Enumerable.Repeat(image, Board.Image.Passes).SelectMany(i => i)];

    private void Fill()
    {
        var largest = Board.Link.MaxPayload + LinkConstants.FrameOverhead;
        while (_line.Pump.Room is { } room && room.Length >= largest)
        {
            var count = _link.Transmit(room, Stopwatch.GetTimestamp());
            if (count == 0)
                return;
            _line.Pump.Queue(count);
        }
    }

    /// <summary>
    /// A look at the line takes no longer than the poll interval. What is beyond was time in which this program did not run (stopped, starved, an image
    /// that took long to load): no deadline of the board counts it.
    /// </summary>
    private void ExcuseBoard()
    {
        var now = Stopwatch.GetTimestamp();
        var away = now - _looked - (long)(_pollInterval.TotalSeconds * Stopwatch.Frequency);
        if (Stopwatch.GetElapsedTime(_looked, now) > 2 * _pollInterval)
            (_heard, _polled, _moved) = (_heard + away, _polled + away, _moved + away);
        _looked = now;
    }

    private void Receive(Action<FrameResult> report)
    {
        var (now, left) = (Stopwatch.GetTimestamp(), _line.Pump.Received.Length);
        _line.Decoder.Append(_line.Pump.Received);
        while (_line.Decoder.TryRead(out var frame))
        {
            _heard = now;
            left = Math.Max(0, left - frame.Header.FrameBytes);

            // What came together came one behind the other: the end of a frame lies before now by what is behind it, though not before the last read.
            var isMask = frame.Type is FrameType.Mask or FrameType.FrameDone;
            var arrived = isMask ? Math.Max(_read, now - _audit.TicksOnLine(left, 0)) : now;
            if (_link.Receive(frame, arrived) is { } finished)
            {
                finished.HostTime += Stopwatch.GetTimestamp() - now;
                report(_audit.Judge(finished));
            }
        }

        if (_line.Pump.Received.Length > 0)
            _read = now;
    }

    /// <summary>The deadlines. Returns the error that ends the run.</summary>
    private async Task<Diagnostic?> SuperviseAsync(Action<FrameResult> report, CancellationToken cancellation)
    {
        var now = Stopwatch.GetTimestamp();
        if (_link.Progress != _progress)
            (_progress, _moved) = (_link.Progress, now);
        if (_link.SessionLost is { } reason)
            return await RestartAsync(reason, report, cancellation);
        if (_link.Unfinished.Count == 0)
            return null;
        if (Stopwatch.GetElapsedTime(_heard, now) > _silenceDeadline)
            return SessionErrors.Silent(_line.Device, _silenceDeadline);
        if (Stopwatch.GetElapsedTime(_moved, now) > _options.MaskDeadline)
        {
            var stuck = _link.TakeOldest();
            report(FrameResult.Failed(stuck.Name, SessionErrors.NoMask(stuck.Name, _options.MaskDeadline)));
            return await RestartAsync(RefusalReason.None, report, cancellation);
        }

        if (Stopwatch.GetElapsedTime(Math.Max(_heard, _polled), now) >= _pollInterval)
        {
            _line.Decoder.Abandon();
            _link.Poll();
            _polled = now;
        }

        return null;
    }

    /// <summary>Opens a new session and sends the unfinished images again from their start.</summary>
    private async Task<Diagnostic?> RestartAsync(RefusalReason reason, Action<FrameResult> report, CancellationToken cancellation)
    {
        var opened = await Handshake.RunAsync(_line, _expected with { Image = Board.Image, ModelId = Board.ModelId }, _options, cancellation);
        if (!opened.IsOk)
            return opened.Errors[0];
        if (opened.Value.Board.DesignId != Board.DesignId)
            return SessionErrors.ChangedDesign(_line.Device, opened.Value.Board.DesignId, Board.DesignId);
        var unfinished = _link.Unfinished;
        _link = new HostLink(Board, opened.Value.Sequence, _line.Writer);
        foreach (var image in unfinished)
        {
            image.Restart();
            if (image.Restarts > _options.Restarts)
                report(FrameResult.Failed(image.Name, SessionErrors.SessionLost(image.Name, image.Restarts, reason)));
            else
                _link.Add(image);
        }

        _looked = _heard = _polled = _moved = Stopwatch.GetTimestamp();
        return null;
    }

    private Diagnostic FailAll(Diagnostic error, Action<FrameResult> report)
    {
        while (_link.Unfinished.Count > 0)
            report(FrameResult.Failed(_link.TakeOldest().Name, error));
        return error;
    }

    private TimeSpan LineTime(int bytes) =>
        _baud is { } rate ? TimeSpan.FromSeconds((double)bytes * LinkConstants.UartBitsPerByte / rate) : TimeSpan.Zero;
}
