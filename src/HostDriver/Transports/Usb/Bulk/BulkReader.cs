namespace FpgaSeg.HostDriver.Transports.Usb.Bulk;

/// <summary>
/// From the device: transfers are kept waiting on the bus, and those that came back with bytes in a queue until they are read. There are more than
/// are in flight, so that one that came back is replaced at once, on the event thread, however late the reader is.
/// </summary>
internal sealed class BulkReader : BulkDirection
{
    private const int TransferCount = 16;
    private const int MostInFlight = 8;
    private const int TransferBytes = 16 * 1024;
    private readonly IInboundFilter? _filter;
    private readonly Queue<BulkTransfer> _arrived = new();
    private readonly Stack<BulkTransfer> _idle;

    public BulkReader(UsbConnection connection, IInboundFilter? filter, Lock gate, Action<string> close)
        : base(connection, connection.Pair.In, TransferCount, TransferBytes, gate, close) =>
        (_filter, _idle) = (filter, new Stack<BulkTransfer>(Transfers));

    /// <summary>Under the gate: starts listening.</summary>
    public void Start() => Resume();

    /// <summary>Under the gate: moves bytes that have arrived, in order; 0 when there are none.</summary>
    public int Read(Span<byte> target)
    {
        var count = 0;
        while (count < target.Length && _arrived.TryPeek(out var transfer))
        {
            var portion = Math.Min(target.Length - count, transfer.End - transfer.Start);
            transfer.Memory.Slice(transfer.Start, portion).CopyTo(target[count..]);
            transfer.Start += portion;
            count += portion;
            if (transfer.Start == transfer.End)
                _idle.Push(_arrived.Dequeue());
        }

        Resume();
        return count;
    }

    protected override void Take(BulkTransfer transfer)
    {
        (transfer.Start, transfer.End) = (0, _filter?.Strip(transfer.Memory[..transfer.Moved]) ?? transfer.Moved);
        if (transfer.End > 0)
            _arrived.Enqueue(transfer);
        else
            _idle.Push(transfer);
        Resume();
    }

    protected override void Resume()
    {
        while (IsFlowing && InFlight < MostInFlight && _idle.TryPop(out var transfer))
        {
            (transfer.Start, transfer.End) = (0, TransferBytes);
            Submit(transfer);
        }
    }
}
