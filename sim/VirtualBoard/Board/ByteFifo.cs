namespace FpgaSeg.VirtualBoard.Board;

/// <summary>The receive buffer: a ring of bytes, first in, first out.</summary>
internal sealed class ByteFifo(int capacity)
{
    private readonly byte[] _ring = new byte[capacity];
    private int _start;

    /// <summary>Bytes held.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes that fit in.</summary>
    public int Free => _ring.Length - Count;

    /// <summary>Adds bytes; more than <see cref="Free"/> is a bug.</summary>
    public void Push(ReadOnlySpan<byte> bytes)
    {
        var end = (_start + Count) % _ring.Length;
        var first = Math.Min(bytes.Length, _ring.Length - end);
        bytes[..first].CopyTo(_ring.AsSpan(end));
        bytes[first..].CopyTo(_ring);
        Count += bytes.Length;
    }

    /// <summary>Moves as many bytes as there are, and fit, to <paramref name="target"/>; returns how many.</summary>
    public int Pop(Span<byte> target)
    {
        var count = Math.Min(target.Length, Count);
        var first = Math.Min(count, _ring.Length - _start);
        _ring.AsSpan(_start, first).CopyTo(target);
        _ring.AsSpan(0, count - first).CopyTo(target[first..]);
        _start = (_start + count) % _ring.Length;
        Count -= count;
        return count;
    }

    public void Clear() => (_start, Count) = (0, 0);
}
