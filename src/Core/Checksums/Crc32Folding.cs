using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FpgaSeg.Core.Checksums;

/// <summary>
/// CRC-32 by carry-less multiplication, 64 bytes per step: a block that lies n bits before the end counts as the remainder of x^n times it, which is
/// two products of 64 bits (Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ", Intel 2009).
/// </summary>
internal static class Crc32Folding
{
    /// <summary>Bytes of a step, and the fewest that it is worth.</summary>
    public const int Step = 64;

    private const int Lane = 16;

    /// <summary>Bit-reflected remainders of x^(512+32) and x^(512-32).</summary>
    private static readonly Vector128<ulong> Over64Bytes = Vector128.Create(0x0154442BD4UL, 0x01C6E41596UL);

    /// <summary>Of x^(128+32) and x^(128-32).</summary>
    private static readonly Vector128<ulong> Over16Bytes = Vector128.Create(0x01751997D0UL, 0x00CCAA009EUL);

    /// <summary>Whether this processor can.</summary>
    public static bool IsSupported => Pclmulqdq.IsSupported && BitConverter.IsLittleEndian;

    /// <summary>
    /// Replaces whole lanes of 16 bytes, at least four of them, by the 16 bytes in <paramref name="rest"/> that leave the same remainder.
    /// </summary>
    /// <param name="state">The register before the first byte, inverted as it stands in it.</param>
    /// <param name="bytes">At least <see cref="Step"/> bytes.</param>
    /// <param name="rest">16 bytes, to be taken with the register at 0.</param>
    /// <returns>Bytes of <paramref name="bytes"/> that are replaced.</returns>
    public static int Fold(uint state, ReadOnlySpan<byte> bytes, Span<byte> rest)
    {
        var lanes = MemoryMarshal.Cast<byte, Vector128<ulong>>(bytes);
        var (a, b, c, d) = (lanes[0] ^ Vector128.CreateScalar((ulong)state), lanes[1], lanes[2], lanes[3]);
        var at = 4;
        for (; at + 4 <= lanes.Length; at += 4)
        {
            a = Ahead(a, Over64Bytes) ^ lanes[at];
            b = Ahead(b, Over64Bytes) ^ lanes[at + 1];
            c = Ahead(c, Over64Bytes) ^ lanes[at + 2];
            d = Ahead(d, Over64Bytes) ^ lanes[at + 3];
        }

        var all = Ahead(Ahead(Ahead(a, Over16Bytes) ^ b, Over16Bytes) ^ c, Over16Bytes) ^ d;
        for (; at < lanes.Length; at++)
            all = Ahead(all, Over16Bytes) ^ lanes[at];
        BinaryPrimitives.WriteUInt64LittleEndian(rest, all.GetElement(0));
        BinaryPrimitives.WriteUInt64LittleEndian(rest[8..], all.GetElement(1));
        return at * Lane;
    }

    /// <summary>What a lane is worth that many bytes further on.</summary>
    private static Vector128<ulong> Ahead(Vector128<ulong> lane, Vector128<ulong> distance) =>
        Pclmulqdq.CarrylessMultiply(lane, distance, 0x00) ^ Pclmulqdq.CarrylessMultiply(lane, distance, 0x11);
}
