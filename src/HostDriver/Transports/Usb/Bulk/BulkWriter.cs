namespace FpgaSeg.HostDriver.Transports.Usb.Bulk;

/// <summary>To the device: bytes are copied into free transfers and are on their way when the call returns.</summary>
internal sealed class BulkWriter : BulkDirection
{
    private const int TransfersInFlight = 4;
    private const int TransferBytes = 16 * 1024;
    private readonly Stack<BulkTransfer> _free;
    private readonly List<BulkTransfer> _unsent = [];
    private long _filled;
    private long _lastMoved;

    public BulkWriter(UsbConnection connection, Lock gate, Action<string> close)
        : base(connection, connection.Pair.Out, TransfersInFlight, TransferBytes, gate, close) => _free = new Stack<BulkTransfer>(Transfers);

    /// <summary>Under the gate: sends the first bytes of <paramref name="source"/> and returns how many; 0 while all transfers are on their way.</summary>
    public int Write(ReadOnlySpan<byte> source)
    {
        var count = 0;
        while (count < source.Length && IsFlowing && _free.TryPop(out var transfer))
        {
            var portion = Math.Min(TransferBytes, source.Length - count);
            source.Slice(count, portion).CopyTo(transfer.Memory);
            (transfer.Start, transfer.End, transfer.Number) = (0, portion, ++_filled);
            count += portion;
            Submit(transfer);
        }

        return count;
    }

    protected override void Take(BulkTransfer transfer)
    {
        if (transfer.Moved > 0)
            GiveUpBefore(transfer.Number);
        transfer.Start += transfer.Moved;
        if (transfer.Start == transfer.End || transfer.Number < _lastMoved)
            _free.Push(transfer);
        else
            _unsent.Add(transfer);
    }

    protected override void Resume()
    {
        BulkTransfer[] all = [.. _unsent.OrderBy(t => t.Number)];
        _unsent.Clear();
        foreach (var transfer in all)
            Submit(transfer);
    }

    // Bytes of this transfer have gone: those before them that have not, would break the order that the protocol relies on if they went now. It repairs their loss. They may be reported
    // before this transfer or after it.
    private void GiveUpBefore(long number)
    {
        _lastMoved = Math.Max(_lastMoved, number);
        foreach (var transfer in _unsent.Where(t => t.Number < number).ToArray())
        {
            _unsent.Remove(transfer);
            _free.Push(transfer);
        }
    }
}
