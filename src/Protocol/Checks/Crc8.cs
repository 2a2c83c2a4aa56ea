namespace FpgaSeg.Protocol.Checks;

/// <summary>
/// CRC-8/AUTOSAR, the header check: polynomial 0x2F, initial value and final inversion 0xFF, not reflected.
/// It finds any three flipped bits in up to 119 bits, and a header has 40.
/// </summary>
public static class Crc8
{
    private const int Polynomial = 0x2F;
    private static readonly byte[] Table = BuildTable();

    /// <summary>The CRC of <paramref name="bytes"/>.</summary>
    public static byte Of(ReadOnlySpan<byte> bytes)
    {
        byte crc = 0xFF;
        foreach (var value in bytes)
            crc = Table[crc ^ value];
        return (byte)~crc;
    }

    private static byte[] BuildTable()
    {
        var table = new byte[256];
        for (var i = 0; i < table.Length; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 0x80) == 0 ? crc << 1 : (crc << 1) ^ Polynomial;
            table[i] = (byte)crc;
        }

        return table;
    }
}
