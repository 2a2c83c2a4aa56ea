namespace FpgaSeg.Protocol.Flow;

/// <summary>
/// The sender's side of go-back-N over one stream of bytes, numbered from 0 in the session. Both directions use it.
/// Loss is inferred, not guessed from time: the line keeps the order, so when the receiver has seen a frame that was sent after
/// a segment and still expects that segment, the segment is lost.
/// </summary>
public sealed class GoBackWindow
{
    private readonly Queue<Segment> _inFlight = new();

    /// <summary>Place of the next byte to send.</summary>
    public long Next { get; private set; }

    /// <summary>Everything before this place has arrived.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>Bytes sent again so far.</summary>
    public long RepeatedBytes { get; private set; }

    /// <summary>Frames sent again so far.</summary>
    public long RepeatedFrames { get; private set; }

    /// <summary>Notes that <paramref name="length"/> bytes from <see cref="Next"/> on went out in the frame with <paramref name="sequence"/>.</summary>
    public void Sent(int length, ushort sequence)
    {
        Next += length;
        _inFlight.Enqueue(new Segment(Next, sequence));
    }

    /// <summary>Takes the receiver's word that it expects <paramref name="expected"/> after seeing frame <paramref name="lastSequence"/>.</summary>
    /// <returns>False when the word is out of date or impossible; it is then ignored.</returns>
    public bool Acknowledge(long expected, ushort lastSequence)
    {
        if (expected < Acknowledged || expected > Next)
            return false;
        Acknowledged = expected;
        while (_inFlight.TryPeek(out var oldest) && oldest.End <= expected)
            _inFlight.Dequeue();
        if (_inFlight.TryPeek(out var missing) && SequenceNumber.IsAtOrAfter(lastSequence, missing.Sequence))
            GoBack();
        return true;
    }

    private void GoBack()
    {
        RepeatedBytes += Next - Acknowledged;
        RepeatedFrames += _inFlight.Count;
        Next = Acknowledged;
        _inFlight.Clear();
    }

    private readonly record struct Segment(long End, ushort Sequence);
}
