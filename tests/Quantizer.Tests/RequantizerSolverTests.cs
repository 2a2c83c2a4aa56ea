using System.Numerics;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Quantizer.Lowering;

namespace FpgaSeg.Quantizer.Tests;

/// <summary>M, B and S against docs/fixed-point.md, section 3, recomputed in exact integers.</summary>
public sealed class RequantizerSolverTests
{
    private const int LargestShift = 47;
    private static readonly BigInteger Limit = BigInteger.One << 47;
    private static readonly NumberFormat Wide = new(32, IsSigned: true);

    [Fact]
    public void The_largest_shift_that_fits_is_chosen()
    {
        var (solved, unsolvable) = (0, 0);
        Cases.ForAll(2000, random =>
        {
            var (factors, offsets, ranges) = Draw(random);
            var actual = RequantizerSolver.Solve(factors, offsets, c => ranges[c]);
            var expected = Enumerable.Range(0, LargestShift + 1).LastOrDefault(s => Fits(factors, offsets, ranges, s), -1);
            Assert.Equal(expected, actual?.Shift ?? -1);
            if (actual is null)
            {
                unsolvable++;
                return;
            }

            solved++;
            Assert.Equal(factors.Select(f => Exact.Round(f, expected)), actual.Multipliers.Select(m => (BigInteger)m));
            Assert.Equal(offsets.Select(b => Exact.Round(b, expected)), actual.Offsets.Select(b => (BigInteger)b));
        });
        Assert.True(solved > 500 && unsolvable > 50, $"{solved} solved, {unsolvable} not: the cases do not cover both.");
    }

    [Fact]
    public void Results_are_within_half_an_lsb_and_the_error_of_the_multiplier() => Cases.ForAll(1000, random =>
    {
        var (factors, offsets, ranges) = Draw(random);
        if (RequantizerSolver.Solve(factors, offsets, c => ranges[c]) is not { } requantizer)
            return;
        for (var c = 0; c < factors.Length; c++)
        {
            long[] accumulators = [ranges[c].Low, ranges[c].High, 0, random.NextInt64(ranges[c].Low, ranges[c].High + 1)];
            foreach (var accumulator in accumulators)
            {
                var real = (accumulator * Exact.Of(factors[c])) + Exact.Of(offsets[c]);
                var clipped = BigInteger.Clamp(real, Exact.Of(Wide.Min), Exact.Of(Wide.Max));
                var error = BigInteger.Abs(Exact.Of(requantizer.Apply(accumulator, c, Wide)) - clipped);
                var bound = (Exact.One >> 1) + (((BigInteger.Abs(accumulator) + 1) * Exact.One) >> (requantizer.Shift + 1));
                Assert.True(error <= bound, $"{accumulator} * {factors[c]:R} + {offsets[c]:R} at shift {requantizer.Shift}");
            }
        }
    });

    [Fact]
    public void An_addition_has_the_largest_shift_that_fits()
    {
        var (solved, unsolvable) = (0, 0);
        Cases.ForAll(2000, random =>
        {
            var (low, high) = random.Next(3) == 0 ? (-60, 30) : (-12, 8);
            double fa = Math.Abs(random.Magnitude(low, high)), fb = Math.Abs(random.Magnitude(low, high));
            NumberFormat a = Format(random), b = Format(random);
            var actual = RequantizerSolver.SolveAdd(fa, fb, a, b);
            var expected = Enumerable.Range(0, LargestShift + 1).LastOrDefault(s => Fits(fa, fb, a, b, s), -1);
            Assert.Equal(expected, actual?.Shift ?? -1);
            (solved, unsolvable) = actual is null ? (solved, unsolvable + 1) : (solved + 1, unsolvable);
            if (actual is null)
                return;
            Assert.Equal(Exact.Round(fa, expected), actual.MultiplierA);
            Assert.Equal(Exact.Round(fb, expected), actual.MultiplierB);
        });
        Assert.True(solved > 500 && unsolvable > 50, $"{solved} solved, {unsolvable} not: the cases do not cover both.");
    }

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(double.PositiveInfinity, 0)]
    [InlineData(131071.5, 0)]
    [InlineData(-131072.51, 0)]
    [InlineData(1, 1.5e14)]
    public void What_fits_no_shift_has_no_solution(double factor, double offset) =>
        Assert.Null(RequantizerSolver.Solve([factor], [offset], _ => new AccumulatorRange(-10, 10)));

    [Theory]
    [InlineData(131071.49, 0, 131071)]
    [InlineData(-131072, 0, -131072)]
    [InlineData(1, 16, 65536)] // 2^17 does not fit 18 bits signed
    [InlineData(-1, 17, -131072)]
    [InlineData(0.75, 17, 98304)]
    public void Hand_computed(double factor, int shift, int multiplier)
    {
        var requantizer = RequantizerSolver.Solve([factor], [0], _ => new AccumulatorRange(-10, 10));
        Assert.Equal((shift, multiplier), (requantizer!.Shift, requantizer.Multipliers[0]));
    }

    private static NumberFormat Format(Random random) => new(random.Next(2, 17), random.Next(2) == 0);

    /// <summary>One to six channels whose factors lie within a few powers of two, or, in some cases, anywhere.</summary>
    private static (double[] Factors, double[] Offsets, AccumulatorRange[] Ranges) Draw(Random random)
    {
        var (channels, top, spread) = (random.Next(1, 7), random.Next(-45, 24), random.Next(5) == 0 ? 40 : 8);
        var offsetTop = random.Next(6) == 0 ? 55 : 16;
        double[] factors = [.. Enumerable.Range(0, channels).Select(_ => random.Magnitude(top - spread, top))];
        double[] offsets = [.. Enumerable.Range(0, channels).Select(_ => random.Next(5) == 0 ? 0 : random.Magnitude(-30, offsetTop))];
        AccumulatorRange[] ranges =
        [
            .. Enumerable.Range(0, channels).Select(_ => new AccumulatorRange(-random.NextInt64(1L << random.Next(1, 31)), random.NextInt64(1L << random.Next(1, 31)))),
        ];
        return (factors, offsets, ranges);
    }

    private static bool Fits(double[] factors, double[] offsets, AccumulatorRange[] ranges, int shift)
    {
        for (var c = 0; c < factors.Length; c++)
        {
            BigInteger m = Exact.Round(factors[c], shift), b = Exact.Round(offsets[c], shift);
            BigInteger p = (ranges[c].Low * m) + b, q = (ranges[c].High * m) + b;
            if (!FitsMultiplier(m) || BigInteger.Min(p, q) < -Limit || BigInteger.Max(p, q) + Half(shift) >= Limit)
                return false;
        }

        return true;
    }

    private static bool Fits(double fa, double fb, NumberFormat a, NumberFormat b, int shift)
    {
        BigInteger ma = Exact.Round(fa, shift), mb = Exact.Round(fb, shift);
        return FitsMultiplier(ma) && FitsMultiplier(mb)
            && (a.Max * ma) + (b.Max * mb) + Half(shift) < Limit && (a.Min * ma) + (b.Min * mb) >= -Limit;
    }

    private static bool FitsMultiplier(BigInteger m) => m >= -131072 && m <= 131071;

    private static BigInteger Half(int shift) => shift == 0 ? 0 : BigInteger.One << (shift - 1);
}
