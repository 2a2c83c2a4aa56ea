namespace FpgaSeg.Planning.Cycles;

/// <summary>
/// A FIFO in time. A token written in one cycle is there in the next, and room made in one cycle is there in the next: full and empty are
/// registers. Writer and reader pass their tokens in any order of calls that the FIFO allows; the times of each do not fall.
/// </summary>
internal sealed class CycleStream
{
    private const long Always = long.MinValue / 2;

    private readonly int _depth;
    private readonly long[] _written;
    private readonly long[] _read;
    private long _writes;
    private long _reads;
    private int _writeSlot;
    private int _readSlot;

    // Of the writes, those whose fill is known; of the reads, those before the last of these writes.
    private long _filled;
    private long _left;
    private int _filledSlot;
    private int _leftSlot;

    /// <param name="depth">Tokens that it holds.</param>
    public CycleStream(int depth)
    {
        _depth = depth;
        _written = new long[depth];
        _read = new long[depth];
        Array.Fill(_read, Always);
    }

    /// <summary>Tokens written.</summary>
    public long Tokens => _writes;

    /// <summary>Most tokens that it held at a time.</summary>
    public long HighWater { get; private set; }

    /// <summary>Whether the cycle is known from which on the next token can be read.</summary>
    public bool HasToken => _reads < _writes;

    /// <summary>Whether the cycle is known from which on the next token can be written.</summary>
    public bool HasRoom => _writes - _reads < _depth;

    /// <summary>The cycle from which on the next token can be read.</summary>
    public long TokenSince => _written[_readSlot] + 1;

    /// <summary>The cycle from which on the next token can be written.</summary>
    public long RoomSince => _read[_writeSlot] + 1;

    public void Write(long cycle)
    {
        _written[_writeSlot] = cycle;
        _writeSlot = Next(_writeSlot);
        _writes++;
        Fill();
    }

    public void Read(long cycle)
    {
        _read[_readSlot] = cycle;
        _readSlot = Next(_readSlot);
        _reads++;
        Fill();
    }

    /// <summary>Counts the tokens that no later read can have taken; for the end of the run.</summary>
    public void Close() => HighWater = Math.Max(HighWater, _writes - _left);

    // A read in the cycle of a write does not make room for it. As long as all known reads come before a write, later ones may too.
    private void Fill()
    {
        while (_filled < _writes)
        {
            while (_left < _reads && _read[_leftSlot] < _written[_filledSlot])
            {
                _left++;
                _leftSlot = Next(_leftSlot);
            }

            if (_left == _reads)
                return;
            _filled++;
            _filledSlot = Next(_filledSlot);
            HighWater = Math.Max(HighWater, _filled - _left);
        }
    }

    private int Next(int slot) => slot + 1 == _depth ? 0 : slot + 1;
}
