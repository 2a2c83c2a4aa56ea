using System.Buffers.Binary;

namespace FpgaSeg.Fuzz.Tests;

/// <summary>Damages bytes in the ways that disks, lines and attackers do; the same seed gives the same damage.</summary>
internal static class Damage
{
    private static readonly long[] Extremes = [0, 1, -1, 127, 128, 255, 256, short.MaxValue, ushort.MaxValue, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue];

    /// <summary>A damaged copy of <paramref name="content"/>; chunks may come from <paramref name="other"/>.</summary>
    public static byte[] Of(byte[] content, byte[] other, Random random)
    {
        var damaged = content;
        for (var times = random.Next(1, 4); times > 0; times--)
            damaged = Once(damaged, other, random);
        return damaged;
    }

    /// <summary>A value at which readers go wrong.</summary>
    public static long Extreme(Random random) => Extremes[random.Next(Extremes.Length)];

    private static byte[] Once(byte[] content, byte[] other, Random random)
    {
        if (content.Length == 0)
            return other;
        var at = random.Next(content.Length);
        return random.Next(8) switch
        {
            0 => content[..at],
            1 => Changed(content, at, (byte)random.Next(256)),
            2 => Flipped(content, random),
            3 => [.. content[..at], .. Chunk(other, random), .. content[at..]],
            4 => [.. content[..at], .. content[Math.Min(content.Length, at + random.Next(1, 64))..]],
            5 => Spliced(content, Chunk(other, random), at),
            6 => [.. content[..at], .. Chunk(content, random), .. content[at..]],
            _ => BlownUp(content, at, random),
        };
    }

    private static byte[] Changed(byte[] content, int at, byte value)
    {
        var copy = (byte[])content.Clone();
        copy[at] = value;
        return copy;
    }

    private static byte[] Flipped(byte[] content, Random random)
    {
        var copy = (byte[])content.Clone();
        for (var flips = random.Next(1, 6); flips > 0; flips--)
            copy[random.Next(copy.Length)] ^= (byte)(1 << random.Next(8));
        return copy;
    }

    private static byte[] Chunk(byte[] content, Random random)
    {
        var start = random.Next(content.Length);
        return content[start..Math.Min(content.Length, start + random.Next(1, 200))];
    }

    private static byte[] Spliced(byte[] content, byte[] chunk, int at)
    {
        var copy = (byte[])content.Clone();
        chunk.AsSpan(0, Math.Min(chunk.Length, copy.Length - at)).CopyTo(copy.AsSpan(at));
        return copy;
    }

    /// <summary>A length, offset or count of 1, 2, 4 or 8 bytes becomes extreme.</summary>
    private static byte[] BlownUp(byte[] content, int at, Random random)
    {
        var copy = (byte[])content.Clone();
        Span<byte> value = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(value, Extreme(random));
        value[..Math.Min(1 << random.Next(4), copy.Length - at)].CopyTo(copy.AsSpan(at));
        return copy;
    }
}
