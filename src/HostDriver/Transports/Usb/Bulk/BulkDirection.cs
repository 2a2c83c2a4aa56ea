using FpgaSeg.HostDriver.Transports.Usb.Native;

namespace FpgaSeg.HostDriver.Transports.Usb.Bulk;

/// <summary>
/// One direction of a bulk pair: several transfers in flight, so that the bus never waits for us, and recovery when one fails. After a STALL or
/// a bus error the others are called back, the endpoint is cleared, and all go out again in their order; when that helps no more the pipe is closed.
/// </summary>
internal abstract class BulkDirection : IDisposable
{
    private const int MostAttempts = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private readonly UsbConnection _connection;
    private readonly Action<string> _close;
    private readonly BulkTransfer[] _transfers;
    private int _attempts;
    private TransferStatus? _failure;

    /// <param name="connection">The device.</param>
    /// <param name="endpoint">One of its endpoints.</param>
    /// <param name="transfers">How many at once.</param>
    /// <param name="bytesEach">Bytes of each: whole packets.</param>
    /// <param name="gate">Guards both directions.</param>
    /// <param name="close">Closes the pipe for a reason.</param>
    protected BulkDirection(UsbConnection connection, UsbEndpoint endpoint, int transfers, int bytesEach, Lock gate, Action<string> close)
    {
        (_connection, Endpoint, Gate, _close) = (connection, endpoint, gate, close);
        _transfers = [.. Enumerable.Range(0, transfers).Select(_ => new BulkTransfer(connection.Handle, endpoint.Address, bytesEach, OnEnded))];
    }

    /// <summary>What callers of this direction wait for.</summary>
    public NewsBoard News { get; } = new();

    /// <summary>Transfers that libusb holds.</summary>
    public int InFlight { get; private set; }

    /// <summary>Why nothing goes through any more; null while the pipe is open.</summary>
    public string? ClosedBecause { get; private set; }

    protected UsbEndpoint Endpoint { get; }

    protected Lock Gate { get; }

    protected IReadOnlyList<BulkTransfer> Transfers => _transfers;

    /// <summary>Whether transfers may be submitted.</summary>
    protected bool IsFlowing => _failure is null && ClosedBecause is null;

    /// <summary>Under the gate: ends the direction and calls its transfers back.</summary>
    public void Close(string reason)
    {
        ClosedBecause ??= reason;
        CancelAll();
        News.Announce();
    }

    /// <summary>On the event thread, outside callbacks: clears the endpoint and resumes once all transfers are back.</summary>
    public void Recover()
    {
        lock (Gate)
        {
            if (_failure is null || InFlight > 0 || ClosedBecause is not null)
                return;
        }

        // A device that is being unplugged shows as bus errors until its hub notices: the pauses add up to more than that takes.
        Thread.Sleep(FirstPause * (1 << _attempts));
        var error = _failure == TransferStatus.Stall ? LibUsb.ClearHalt(_connection.Handle, Endpoint.Address) : 0;
        lock (Gate)
        {
            _failure = null;
            _attempts++;
            if (error == 0)
                Resume();
            else
                Fail(error);
            News.Announce();
        }
    }

    public void Dispose()
    {
        foreach (var transfer in _transfers)
            transfer.Dispose();
    }

    /// <summary>Under the gate: takes a transfer that ended with bytes moved, or not.</summary>
    protected abstract void Take(BulkTransfer transfer);

    /// <summary>Under the gate: submits what waited for the recovery.</summary>
    protected abstract void Resume();

    /// <summary>Under the gate.</summary>
    protected void Submit(BulkTransfer transfer)
    {
        var error = transfer.Submit();
        if (error == 0)
            InFlight++;
        else
            Fail(error);
    }

    private void OnEnded(BulkTransfer transfer)
    {
        lock (Gate)
        {
            InFlight--;
            if (transfer.Moved > 0)
                _attempts = 0;
            if (transfer.Status == TransferStatus.NoDevice)
                _close(UsbErrors.Unplugged);
            else if (transfer.Status is not TransferStatus.Completed and not TransferStatus.Cancelled)
                BeginRecovery(transfer.Status);
            Take(transfer);
            News.Announce();
        }
    }

    private void BeginRecovery(TransferStatus failure)
    {
        if (_attempts >= MostAttempts)
            _close($"endpoint 0x{Endpoint.Address:x2} {(failure == TransferStatus.Stall ? "stalls" : "has bus errors")} again and again");
        if (!IsFlowing)
            return;
        _failure = failure;
        CancelAll();
    }

    private void Fail(int error) => _close(error == UsbError.NoDevice ? UsbErrors.Unplugged : LibUsb.Describe(error));

    private void CancelAll()
    {
        foreach (var transfer in _transfers)
            transfer.Cancel();
    }
}
