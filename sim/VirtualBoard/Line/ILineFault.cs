namespace FpgaSeg.VirtualBoard.Line;

/// <summary>What goes wrong on a line, byte by byte. One instance serves both directions of one connection after another.</summary>
public interface ILineFault
{
    /// <summary>What arrives of one byte: none, one or more are added to <paramref name="arrived"/>.</summary>
    /// <returns>False when the line breaks here.</returns>
    bool Pass(byte value, List<byte> arrived);
}

/// <summary>Drops, flips or doubles each byte with a probability; the same seed gives the same faults for the same bytes.</summary>
public sealed class RandomByteFault(int seed, double rate) : ILineFault
{
    private readonly Random _random = new(seed);

    public bool Pass(byte value, List<byte> arrived)
    {
        lock (_random)
        {
            if (_random.NextDouble() >= rate)
            {
                arrived.Add(value);
                return true;
            }

            switch (_random.Next(3))
            {
                case 0:
                    break;
                case 1:
                    arrived.Add((byte)(value ^ (1 << _random.Next(8))));
                    break;
                default:
                    arrived.AddRange([value, value]);
                    break;
            }

            return true;
        }
    }
}

/// <summary>Breaks the line once, after so many bytes.</summary>
public sealed class BreakAfter(long bytes) : ILineFault
{
    private long _left = bytes;

    public bool Pass(byte value, List<byte> arrived)
    {
        if (Interlocked.Decrement(ref _left) == -1)
            return false;
        arrived.Add(value);
        return true;
    }
}
