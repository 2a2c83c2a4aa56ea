using FpgaSeg.Protocol;
using FpgaSeg.Protocol.Frames;
using FpgaSeg.Protocol.Messages;

namespace FpgaSeg.VirtualBoard.Line;

/// <summary>What <see cref="MixedFault"/> does to a line.</summary>
public enum LineTrouble
{
    /// <summary>A byte is lost.</summary>
    Lost,

    /// <summary>One bit of it is flipped.</summary>
    Flipped,

    /// <summary>It comes twice.</summary>
    Doubled,

    /// <summary>Another one comes before it.</summary>
    Added,

    /// <summary>It and the 31 behind it are lost.</summary>
    Burst,

    /// <summary>The last 80 bytes come again: whole frames among them.</summary>
    Repeated,

    /// <summary>Everything behind it is late.</summary>
    Delayed,

    /// <summary>A RESET comes before it: towards the board, the session is gone.</summary>
    Reset,
}

/// <summary>Every kind of trouble with a probability per byte, all kinds equally often; the same seed gives the same for the same bytes.</summary>
/// <param name="seed">Of the random numbers.</param>
/// <param name="rate">Probability per byte.</param>
/// <param name="delay">How late a delayed byte is.</param>
public sealed class MixedFault(int seed, double rate, TimeSpan delay) : ILineFault
{
    private const int BurstBytes = 32;
    private const int EchoBytes = 80;
    private static readonly byte[] ResetBytes = ResetFrame();
    private readonly Random _random = new(seed);
    private readonly Queue<byte> _past = new();
    private readonly long[] _counts = new long[Enum.GetValues<LineTrouble>().Length];
    private int _toLose;

    /// <summary>How often each kind came.</summary>
    public IReadOnlyList<long> Counts => _counts;

    public bool Pass(byte value, List<byte> arrived)
    {
        lock (_random)
        {
            _past.Enqueue(value);
            if (_past.Count > EchoBytes)
                _past.Dequeue();
            if (_toLose > 0)
                _toLose--;
            else if (_random.NextDouble() >= rate)
                arrived.Add(value);
            else
                Trouble((LineTrouble)_random.Next(_counts.Length), value, arrived);
            return true;
        }
    }

    private void Trouble(LineTrouble kind, byte value, List<byte> arrived)
    {
        _counts[(int)kind]++;
        switch (kind)
        {
            case LineTrouble.Lost:
                return;
            case LineTrouble.Burst:
                _toLose = BurstBytes - 1;
                return;
            case LineTrouble.Flipped:
                arrived.Add((byte)(value ^ (1 << _random.Next(8))));
                return;
            case LineTrouble.Repeated:
                arrived.AddRange(_past);
                return;
            case LineTrouble.Doubled:
                arrived.Add(value);
                break;
            case LineTrouble.Added:
                arrived.Add((byte)_random.Next(256));
                break;
            case LineTrouble.Reset:
                arrived.AddRange(ResetBytes);
                break;
            default:
                Thread.Sleep(delay);
                break;
        }

        arrived.Add(value);
    }

    private static byte[] ResetFrame()
    {
        var bytes = new byte[LinkConstants.FrameOverhead];
        new FrameWriter().Write(bytes, default(Reset));
        return bytes;
    }
}
