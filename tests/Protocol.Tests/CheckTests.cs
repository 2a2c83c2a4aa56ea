using System.Text;
using FpgaSeg.Core.Checksums;
using FpgaSeg.Protocol.Checks;

namespace FpgaSeg.Protocol.Tests;

public sealed class CheckTests
{
    /// <summary>Values of zlib.crc32 (Python 3.11); the first is the check value of the CRC catalogue.</summary>
    [Fact]
    public void Crc32_equals_zlib()
    {
        Assert.Equal(0xCBF43926u, Crc32.Of(Encoding.ASCII.GetBytes("123456789")));
        Assert.Equal(0xE8B7BE43u, Crc32.Of("a"u8));
        Assert.Equal(0u, Crc32.Of([]));
        Assert.Equal(0x190A55ADu, Crc32.Of(new byte[32]));
        Assert.Equal(0x29058C73u, Crc32.Of([.. Enumerable.Range(0, 256).Select(i => (byte)i)]));
        Assert.Equal(0x17BC2A46u, Crc32.Of([.. Enumerable.Range(0, 1000).Select(i => (byte)((i * 7) + 3))]));
    }

    /// <summary>Every length over several steps of the fast way, and cuts, against the definition, bit by bit.</summary>
    [Fact]
    public void Crc32_in_two_parts_equals_the_bitwise_definition()
    {
        var bytes = new byte[333];
        new Random(1).NextBytes(bytes);
        for (var length = 0; length <= bytes.Length; length++)
        {
            var expected = Bitwise(bytes.AsSpan(0, length));
            for (var cut = 0; cut <= length; cut += length < 41 ? 1 : 29)
                Assert.Equal(expected, Crc32.Append(Crc32.Of(bytes.AsSpan(0, cut)), bytes.AsSpan(cut, length - cut)));
        }
    }

    /// <summary>Test vectors of AUTOSAR's CRC library specification, section 7.2.2.2 (CRC8H2F).</summary>
    [Theory]
    [InlineData("313233343536373839", 0xDF)]
    [InlineData("00000000", 0x12)]
    [InlineData("F20183", 0xC2)]
    [InlineData("332255AABBCCDDEEFF", 0x11)]
    public void Crc8_equals_the_published_vectors(string bytes, byte expected) =>
        Assert.Equal(expected, Crc8.Of(Convert.FromHexString(bytes)));

    [Fact]
    public void Crc8_finds_every_flip_of_one_to_three_bits_of_a_header()
    {
        byte[] header = [2, 0x34, 0x12, 0x00, 0x04];
        var good = Crc8.Of(header);
        for (var a = 0; a < 40; a++)
        {
            for (var b = a; b < 40; b++)
            {
                for (var c = b; c < 40; c++)
                {
                    var damaged = header.ToArray();
                    foreach (var bit in new HashSet<int> { a, b, c })
                        damaged[bit / 8] ^= (byte)(1 << (bit % 8));
                    Assert.NotEqual(good, Crc8.Of(damaged));
                }
            }
        }
    }

    private static uint Bitwise(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }

        return ~crc;
    }
}
