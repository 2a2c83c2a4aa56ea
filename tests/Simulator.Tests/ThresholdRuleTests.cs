using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Simulator.Fast.Rows;
using FsCheck;
using FsCheck.Fluent;

namespace FpgaSeg.Simulator.Tests;

/// <summary>A rounding rule and a threshold as one comparison, over every accumulator.</summary>
public sealed class ThresholdRuleTests
{
    private const int Reach = 3000;

    [Fact]
    public void The_composed_rule_is_the_threshold_of_the_rounded_value()
    {
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), EveryAccumulator).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20_261_122, 5));
    }

    private static void EveryAccumulator(int seed)
    {
        var random = new Random(seed);
        var shift = random.Next(0, 20);
        var multiplier = random.Next(8) == 0 ? 0 : random.Next(-(1 << Math.Min(17, shift + 3)), 1 << Math.Min(17, shift + 3));
        var format = new NumberFormat(random.Next(2, 20), random.Next(2) == 0);
        var rule = new Requantizer([multiplier], [(long)((random.NextDouble() - 0.5) * 4000 * Math.Pow(2, shift))], shift);

        // Now and then at the ends of the format and beyond them, where the answer is the same for every accumulator.
        var threshold = random.Next(4) switch
        {
            0 => format.Max + random.Next(-2, 3),
            1 => format.Min + random.Next(-2, 3),
            _ => random.Next(-500, 500),
        };
        var composed = ThresholdRule.Compose(rule, format, threshold);
        for (var x = -Reach; x <= Reach; x++)
        {
            var expected = rule.Apply(x, 0, format) > threshold ? 1 : 0;
            if (composed.Apply(x, 0, NumberFormat.Bit) != expected)
                Assert.Fail($"seed {seed}: {rule.Multipliers[0]} * {x} + {rule.Offsets[0]} >> {shift} in {format} against {threshold} is {expected}");
        }
    }
}
