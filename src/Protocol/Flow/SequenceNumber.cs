namespace FpgaSeg.Protocol.Flow;

/// <summary>Arithmetic on 16-bit numbers that wrap: valid while the two numbers are less than 32768 apart.</summary>
public static class SequenceNumber
{
    /// <summary>Whether <paramref name="a"/> was given at or after <paramref name="b"/>.</summary>
    public static bool IsAtOrAfter(ushort a, ushort b) => (short)(a - b) >= 0;

    /// <summary>The number nearest to <paramref name="reference"/> whose low 16 bits are <paramref name="low"/>.</summary>
    public static long Unwrap(ushort low, long reference) => reference + (short)(low - (ushort)reference);
}
