using System.Diagnostics;
using FpgaSeg.Protocol.Frames;
using FpgaSeg.Protocol.Messages;

namespace FpgaSeg.LinkBench;

/// <summary>Frames built and found in memory, CRC-32 included: bytes of the line per second, the best of several turns.</summary>
internal static class Framing
{
    private const int Total = 256 << 20;
    private const int Turns = 7;

    public static int Run()
    {
        foreach (var payload in new[] { 1018, 4096 - 6 })
        {
            var data = new byte[payload];
            new Random(1).NextBytes(data);
            var best = Enumerable.Range(0, Turns).Select(_ => Once(data)).ToArray();
            Console.WriteLine($"{payload + 18} bytes per frame: encode {best.Max(b => b.Encode):0} MB/s, decode {best.Max(b => b.Decode):0} MB/s, one after the other {best.Max(b => 1 / ((1 / b.Encode) + (1 / b.Decode))):0} MB/s");
        }

        return 0;
    }

    private static (double Encode, double Decode) Once(byte[] data)
    {
        var (writer, decoder) = (new FrameWriter(), new FrameDecoder());
        var block = new byte[16 * (data.Length + 18)];
        var (encoding, decoding, bytes, frames) = (0L, 0L, 0L, 0L);
        for (uint offset = 0; bytes < Total; offset++)
        {
            var started = Stopwatch.GetTimestamp();
            var used = 0;
            for (var k = 0; k < 16; k++)
                used += writer.Write(block.AsSpan(used), new DataMessage(FrameType.Image, 1, offset, data));
            var built = Stopwatch.GetTimestamp();
            decoder.Append(block.AsSpan(0, used));
            while (decoder.TryRead(out var frame))
                frames += frame.Payload.Length > 0 ? 1 : 0;
            decoding += Stopwatch.GetTimestamp() - built;
            encoding += built - started;
            bytes += used;
        }

        if (frames != bytes / (data.Length + 18))
            throw new InvalidOperationException("frames were lost");
        return (bytes / Stopwatch.GetElapsedTime(0, encoding).TotalSeconds / 1e6, bytes / Stopwatch.GetElapsedTime(0, decoding).TotalSeconds / 1e6);
    }
}
