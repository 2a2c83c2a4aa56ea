using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Simulator.Fast;
using FpgaSeg.Simulator.Fast.Rows;
using FsCheck;
using FsCheck.Fluent;

namespace FpgaSeg.Simulator.Tests;

/// <summary>The rounding rule in floating point and the sum of two bytes, over every input they can have.</summary>
public sealed unsafe class RowKernelTests
{
    private const int Reach = 150_000;

    public static TheoryData<InstructionSet> Sets => [.. Enum.GetValues<InstructionSet>()];

    [Theory]
    [MemberData(nameof(Sets))]
    public void A_proven_form_gives_the_rule_on_every_accumulator(InstructionSet instructions)
    {
        var kernels = RowKernels.Of(instructions);
        var proven = 0;
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => proven += EveryAccumulator(kernels, seed))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(16).WithReplay(20_261_121, 9));
        Assert.True(proven >= 12, $"only {proven} of 16 rules have a proven form");
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void A_sum_is_exact_on_every_pair_of_bytes(InstructionSet instructions)
    {
        var kernels = RowKernels.Of(instructions);
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(i => (byte)i)], result = new byte[256], other = new byte[256];
        foreach (var (op, signed, format) in Sums())
        {
            var range = ByteRange.Of(format);
            var half = (op.Shift == 0 ? 0 : 1 << (op.Shift - 1)) - (range.Centre << op.Shift);
            for (var b = 0; b < 256; b++)
            {
                Array.Fill(other, (byte)b);
                fixed (byte* first = bytes, second = other, sum = result)
                    kernels.Add(new SumOperand(first, signed, op.MultiplierA), new SumOperand(second, !signed, op.MultiplierB), new SumScale(half, op.Shift), range, sum, 256);
                for (var a = 0; a < 256; a++)
                {
                    long x = signed ? (sbyte)a : a, y = signed ? b : (sbyte)b;
                    var rounding = op.Shift == 0 ? 0 : 1L << (op.Shift - 1);
                    Assert.Equal((byte)format.Clip(((x * op.MultiplierA) + (y * op.MultiplierB) + rounding) >> op.Shift), result[a]);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void A_table_is_read_for_every_byte(InstructionSet instructions)
    {
        var random = new Random(7);
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(i => (byte)i)], table = new byte[256], result = new byte[256];
        random.NextBytes(table);
        random.Shuffle(bytes);
        fixed (byte* input = bytes, entries = table, output = result)
            RowKernels.Of(instructions).Lookup(input, entries, output, bytes.Length);
        Assert.Equal(Array.ConvertAll(bytes, b => table[b]), result);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Two_rows_are_interleaved(InstructionSet instructions)
    {
        byte[] even = [.. Enumerable.Range(0, 64).Select(i => (byte)(3 * i))], odd = [.. Enumerable.Range(0, 64).Select(i => (byte)(255 - i))], row = new byte[128];
        fixed (byte* first = even, second = odd, output = row)
            RowKernels.Of(instructions).Interleave(first, second, output, even.Length);
        Assert.Equal(even.Zip(odd).SelectMany(p => new[] { p.First, p.Second }), row);
    }

    private static IEnumerable<(IntegerAdd Op, bool Signed, NumberFormat Format)> Sums() =>
    [
        (new IntegerAdd(131_071, -131_072, 17), true, NumberFormat.Int8),
        (new IntegerAdd(48_120, 98_573, 17), false, NumberFormat.UInt8),
        (new IntegerAdd(1, 1, 0), true, new NumberFormat(4, IsSigned: false)),
        (new IntegerAdd(-3, 5, 3), false, new NumberFormat(6, IsSigned: true)),
    ];

    /// <summary>1 where a form was proven and holds on the whole interval.</summary>
    private static int EveryAccumulator(RowKernels kernels, int seed)
    {
        var random = new Random(seed);
        // Half of the draws have all 255 levels on a wide interval: what single precision can just hold, or not.
        var hard = random.Next(2) == 0;
        var shift = hard ? random.Next(24, 27) : random.Next(0, 27);
        var format = hard || random.Next(2) == 0 ? NumberFormat.UInt8 : new NumberFormat(random.Next(2, 9), random.Next(2) == 0);
        var slope = hard ? 0.0008 + (0.001 * random.NextDouble()) : (random.NextDouble() - 0.3) * 0.02;
        var multiplier = (int)Math.Clamp(slope * Math.Pow(2, shift), -131_072, 131_071);
        var rule = new Requantizer([multiplier], [(long)((random.NextDouble() - 0.5) * 300 * Math.Pow(2, shift))], shift);
        var range = hard ? new AccumulatorRange(-Reach, Reach) : new AccumulatorRange(-random.Next(1, Reach / 8), random.Next(1, Reach / 8));
        var bytes = ByteRange.Of(format);
        if (ProvenScale.Find(rule, 0, range, bytes) is not { } scale)
            return 0;
        int[] sums = [.. Enumerable.Range((int)range.Low, (int)(range.High - range.Low) + 1)];
        Array.Resize(ref sums, RowKernels.Align(sums.Length));
        var (output, pairs) = (new byte[sums.Length], new int[sums.Length]);
        fixed (int* from = sums, both = pairs)
        {
            fixed (byte* to = output)
                kernels.ScaleToBytes(from, scale, bytes, to, sums.Length);
            kernels.ScaleToPairs(from, scale, from, scale, bytes, both, sums.Length);
        }

        for (var i = 0; i <= range.High - range.Low; i++)
        {
            var expected = rule.Apply(sums[i], 0, format);
            if ((byte)expected != output[i] || pairs[i] != ((expected & 0xFFFF) | (expected << 16)))
                Assert.Fail($"seed {seed}: {rule.Multipliers[0]} * {sums[i]} + {rule.Offsets[0]} >> {shift} is {expected} in {format}, not {output[i]}, {pairs[i]}");
        }

        return 1;
    }
}
