using FpgaSeg.Boards;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Planning.Foldings;

namespace FpgaSeg.Planning.Tests;

/// <summary>Packings by hand: 25-bit port, narrow 8-bit weights, (127 &lt;&lt; 17) + 127 &lt; 2^24 and 2 * 127 * 255 &lt; 2^16.</summary>
public sealed class PackingTests
{
    private const int Dsp48 = 25;
    private const int Narrow = 18;

    [Theory]
    [InlineData(8, 8, false, Dsp48, 17, 2)]  // 2 * 127 * 255 = 64,770 <= 65,535
    [InlineData(8, 8, true, Dsp48, 17, 4)]   // 4 * 127 * 127 = 64,516 <= 65,535
    [InlineData(8, 4, false, Dsp48, 17, 34)] // 34 * 127 * 15 = 64,770 <= 65,535
    [InlineData(4, 8, false, Dsp48, 21, 64)] // (7 << 21) + 7 < 2^24; 64 * 7 * 255 = 114,240 <= 2^20 - 1
    [InlineData(8, 8, false, Narrow, 0, 0)]  // (127 << 10) + 127 < 2^17, but 127 * 255 does not fit 10 bits
    [InlineData(4, 8, false, Narrow, 14, 4)] // (7 << 14) + 7 < 2^17; 4 * 7 * 255 = 7,140 <= 8,191
    [InlineData(4, 4, false, Narrow, 14, 64)] // 64 * 7 * 15 = 6,720 <= 8,191
    public void Widths_give_the_longest_exact_chain(int weightBits, int bits, bool isSigned, int port, int shift, int chain) =>
        Assert.Equal(new Packing(shift, chain), Packing.Of(weightBits, new NumberFormat(bits, isSigned), port));

    /// <summary>One product more in a chain, or one place more between the weights, and a bound breaks: for every format of the specification.</summary>
    [Fact]
    public void Every_packing_is_exact_and_as_wide_as_it_can_be()
    {
        var formats = from bits in Enumerable.Range(1, 16) from s in new[] { false, true } where bits > 1 || !s select new NumberFormat(bits, s);
        foreach (var (format, weightBits, port) in from f in formats from w in Enumerable.Range(2, 7) from p in new[] { Dsp48, Narrow } select (f, w, p))
        {
            var packing = Packing.Of(weightBits, format, port);
            long weight = (1L << (weightBits - 1)) - 1, value = Math.Max(-(long)format.Min, format.Max), limit = (1L << (port - 1)) - 1;
            bool Fits(int shift, long chain) => (weight << shift) + weight <= limit && chain * weight * value <= (1L << (shift - 1)) - 1;
            if (packing.IsPaired)
                Assert.True(Fits(packing.Shift, packing.Chain) && (packing.Chain == 64 || !Fits(packing.Shift, packing.Chain + 1)), $"{weightBits} {format} {port}");
            else
                Assert.DoesNotContain(Enumerable.Range(1, port), shift => Fits(shift, 1));
        }
    }

    [Theory]
    [InlineData(17, 2, 8, 3, 12)]
    [InlineData(17, 2, 3, 5, 10)] // the odd output stands alone
    [InlineData(0, 0, 8, 3, 24)]
    public void Two_outputs_share_a_multiplier(int shift, int chain, int outputs, int inputs, int multipliers) =>
        Assert.Equal(multipliers, new Packing(shift, chain).Multipliers(outputs, inputs));

    [Fact]
    public void Ports_are_those_of_the_families()
    {
        Assert.Equal([18, 18, 25], DeviceFamilies.All.Select(f => f.Multiplier.ABits));
    }
}
