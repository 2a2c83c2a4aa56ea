namespace FpgaSeg.HostDriver.Transports.Usb.Bulk;

/// <summary>To the device: bytes are copied into free transfers and are on their way when the call returns.</summary>
internal sealed class BulkWriter : BulkDirection
{
    private const int TransfersInFlight = 4;
    private const int TransferBytes = 16 * 1024;
    private readonly Stack<BulkTransfer> _free;
    private readonly List<BulkTransfer> _unsent = [];

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
            (transfer.Start, transfer.End) = (0, portion);
            count += portion;
            Submit(transfer);
        }

        return count;
    }

    protected override void Take(BulkTransfer transfer)
    {
        if (transfer.Moved > 0)
            GiveUpUnsent();
        transfer.Start += transfer.Moved;
        if (transfer.Start == transfer.End)
            _free.Push(transfer);
        else
            _unsent.Add(transfer);
    }

    protected override void Resume()
    {
        BulkTransfer[] all = [.. _unsent];
        _unsent.Clear();
        foreach (var transfer in all)
            Submit(transfer);
    }

    /// <summary>Bytes behind the unsent ones have gone: sent now, they would break the order that the protocol relies on. It repairs their loss.</summary>
    private void GiveUpUnsent()
    {
        foreach (var transfer in _unsent)
            _free.Push(transfer);
        _unsent.Clear();
    }
}
