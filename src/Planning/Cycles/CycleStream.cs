using System.Numerics;

namespace FpgaSeg.Planning.Cycles;

/// <summary>
/// A FIFO in time. A token written in one cycle is there in the next, and room made in one cycle is there in the next: full and empty are
/// registers. Writer and reader pass their tokens in any order of calls that the FIFO allows; the times of each do not fall.
/// </summary>
/// <param name="depth">Tokens that it holds, or <see cref="Unbounded"/>.</param>
internal sealed class CycleStream(int depth)
{
    /// <summary>The depth of a FIFO that is never full.</summary>
    public const int Unbounded = int.MaxValue;

    private readonly Times _written = new();
    private readonly Times _read = new();

    // Of the writes, those whose fill is known; of the reads, those before the last of these writes.
    private long _filled;
    private long _left;

    /// <summary>Tokens written.</summary>
    public long Tokens => _written.Count;

    /// <summary>Most tokens that it held at a time.</summary>
    public long HighWater { get; private set; }

    /// <summary>Whether the cycle is known from which on the next token can be read.</summary>
    public bool HasToken => _read.Count < _written.Count;

    /// <summary>Whether the cycle is known from which on the next token can be written.</summary>
    public bool HasRoom => _written.Count - _read.Count < depth;

    /// <summary>The cycle from which on the next token can be read.</summary>
    public long TokenSince => _written[_read.Count] + 1;

    /// <summary>The cycle from which on the next token can be written.</summary>
    public long RoomSince => _written.Count < depth ? long.MinValue : _read[_written.Count - depth] + 1;

    public void Write(long cycle)
    {
        _written.Add(cycle, oldest: Math.Min(_filled, _read.Count));
        Fill();
    }

    public void Read(long cycle)
    {
        _read.Add(cycle, oldest: depth == Unbounded ? _left : Math.Max(0, Math.Min(_left, _written.Count - depth)));
        Fill();
    }

    /// <summary>Counts the tokens that no later read can have taken; for the end of the run.</summary>
    public void Close() => HighWater = Math.Max(HighWater, _written.Count - _left);

    // A read in the cycle of a write does not make room for it. As long as all known reads come before a write, later ones may too.
    private void Fill()
    {
        for (; _filled < _written.Count; _filled++)
        {
            while (_left < _read.Count && _read[_left] < _written[_filled])
                _left++;
            if (_left == _read.Count)
                return;
            HighWater = Math.Max(HighWater, _filled + 1 - _left);
        }
    }

    // Times by number, of which the oldest are forgotten.
    private sealed class Times
    {
        private long[] _ring = new long[8];

        public long Count { get; private set; }

        public long this[long index] => _ring[index & (_ring.Length - 1)];

        public void Add(long cycle, long oldest)
        {
            if (Count - oldest >= _ring.Length)
                Grow(oldest);
            _ring[Count & (_ring.Length - 1)] = cycle;
            Count++;
        }

        private void Grow(long oldest)
        {
            var larger = new long[BitOperations.RoundUpToPowerOf2((ulong)(Count - oldest + 1))];
            for (var i = oldest; i < Count; i++)
                larger[i & (larger.Length - 1)] = this[i];
            _ring = larger;
        }
    }
}
