using System.Buffers.Binary;

namespace FpgaSeg.Core.Checksums;

/// <summary>
/// CRC-32 of IEEE 802.3 (zlib, PNG): reflected polynomial 0xEDB88320, initial value and final inversion 0xFFFFFFFF.
/// Where the processor multiplies without carries, 64 bytes per step; elsewhere and for the rest eight: table k advances a byte by 7 - k further bytes (Kounavis and Berry, "slicing-by-8", 2005).
/// </summary>
public static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int Slices = 8;
    private static readonly uint[] Tables = BuildTables();

    /// <summary>The CRC of <paramref name="bytes"/>.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => Append(0, bytes);

    /// <summary>The CRC of earlier bytes followed by <paramref name="bytes"/>; <paramref name="crc"/> is the CRC of the earlier ones, 0 for none.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        if (bytes.Length >= Crc32Folding.Step && Crc32Folding.IsSupported)
        {
            Span<byte> rest = stackalloc byte[2 * Slices];
            bytes = bytes[Crc32Folding.Fold(crc, bytes, rest)..];
            crc = Tabulated(0, rest);
        }

        return ~Tabulated(crc, bytes);
    }

    /// <summary>The register after some bytes, by tables.</summary>
    internal static uint Tabulated(uint crc, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> t = Tables;
        while (bytes.Length >= Slices)
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = t[(7 * 256) + (int)(low & 0xFF)] ^ t[(6 * 256) + (int)((low >> 8) & 0xFF)]
                ^ t[(5 * 256) + (int)((low >> 16) & 0xFF)] ^ t[(4 * 256) + (int)(low >> 24)]
                ^ t[(3 * 256) + (int)(high & 0xFF)] ^ t[(2 * 256) + (int)((high >> 8) & 0xFF)]
                ^ t[256 + (int)((high >> 16) & 0xFF)] ^ t[(int)(high >> 24)];
            bytes = bytes[Slices..];
        }

        foreach (var value in bytes)
            crc = (crc >> 8) ^ t[(int)((crc ^ value) & 0xFF)];
        return crc;
    }

    private static uint[] BuildTables()
    {
        var tables = new uint[Slices * 256];
        for (var i = 0; i < 256; i++)
        {
            var crc = (uint)i;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * Polynomial);
            tables[i] = crc;
        }

        for (var i = 256; i < tables.Length; i++)
            tables[i] = (tables[i - 256] >> 8) ^ tables[tables[i - 256] & 0xFF];
        return tables;
    }
}
