namespace FpgaSeg.HostDriver.Tests.Model;

/// <summary>One direction of a line: it keeps the order of bytes, and does to them what its list of faults says.</summary>
internal sealed class FaultyLine(LineFault[] faults)
{
    private const int Burst = 16;
    private const int Echo = 40;
    private readonly Queue<byte> _bytes = new();
    private readonly Queue<byte> _past = new();
    private int _next;
    private int _sinceFault;
    private int _toLose;

    /// <summary>Bytes on their way.</summary>
    public int Count => _bytes.Count;

    /// <summary>Bytes enter; false when there are none.</summary>
    public bool Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            Pass(value);
        return bytes.Length > 0;
    }

    /// <summary>The oldest bytes, at most so many, in <paramref name="target"/>.</summary>
    public ReadOnlySpan<byte> Take(int most, Span<byte> target)
    {
        var count = Math.Min(most, _bytes.Count);
        for (var i = 0; i < count; i++)
            target[i] = _bytes.Dequeue();
        return target[..count];
    }

    private void Pass(byte value)
    {
        _past.Enqueue(value);
        if (_past.Count > Echo)
            _past.Dequeue();
        if (_toLose > 0)
        {
            _toLose--;
            return;
        }

        if (_next == faults.Length || _sinceFault++ < faults[_next].Gap)
        {
            _bytes.Enqueue(value);
            return;
        }

        _sinceFault = 0;
        Spoil(value, faults[_next++]);
    }

    private void Spoil(byte value, LineFault fault)
    {
        switch (fault.Kind)
        {
            case ByteFault.Lost:
                return;
            case ByteFault.BurstLost:
                _toLose = Burst - 1;
                return;
            case ByteFault.Flipped:
                _bytes.Enqueue((byte)(value ^ (1 << (fault.Bit & 7))));
                return;
            case ByteFault.Doubled:
                _bytes.Enqueue(value);
                break;
            case ByteFault.Inserted:
                _bytes.Enqueue((byte)fault.Bit);
                break;
            default:
                foreach (var old in _past)
                    _bytes.Enqueue(old);
                return;
        }

        _bytes.Enqueue(value);
    }
}
