using FpgaSeg.Graph;
using FpgaSeg.Planning.Engine;

namespace FpgaSeg.Planning.Tests.Engine;

/// <summary>What the engine does to a rule and to a linear doubling changes no integer.</summary>
public sealed class EngineRuleTests
{
    /// <summary>All accumulators of 12 bits under rules of all kinds, raised by as much as there is room for.</summary>
    [Fact]
    public void A_raised_rule_rounds_alike()
    {
        var random = new Random(7);
        for (var trial = 0; trial < 200; trial++)
        {
            var shift = random.Next(0, 20);
            var scale = new EngineScale(random.Next(-3000, 3000), random.NextInt64(-1L << 30, 1L << 30), 0);
            var rule = new EngineRule(EngineScaling.Uniform, [scale], shift, Rectifies: false, AccumulatorBits: 12);
            var raised = rule.Raised(30);
            Assert.InRange(raised.Shift, shift, 30);
            Assert.True(Math.Abs((long)raised.Scales[0].Multiplier) < 1 << 17 && raised.SumBits <= 48);
            for (var acc = -2047; acc <= 2047; acc++)
                Assert.Equal(((acc * (long)scale.Multiplier) + scale.Offset) >> shift, ((acc * (long)raised.Scales[0].Multiplier) + raised.Scales[0].Offset) >> raised.Shift);
        }
    }

    /// <summary>There is room for 6 more bits of this multiplier, and for none of one that fills its width.</summary>
    [Theory]
    [InlineData(2000, 10, 16)]
    [InlineData(131071, 10, 10)]
    [InlineData(1, 4, 20)]
    public void Multipliers_keep_their_width(int multiplier, int shift, int expected) => Assert.Equal(
        expected, new EngineRule(EngineScaling.Uniform, [new(multiplier, 0, 0)], shift, Rectifies: false, 10).Raised(40).Shift);

    /// <summary>The weights of a doubled pixel are those of the axes, at every place of a block.</summary>
    [Fact]
    public void Linear_weights_are_those_of_the_axes()
    {
        var axis = ResizeAxis.HalfPixel(6, 12);
        var window = new EngineWindow(2, 2, Top: 1, Left: 1, Doubles: true, IsLinear: true);
        var shape = new Core.Tensors.FeatureShape(3, 12, 12);
        var op = new EngineOperator(
            EngineMode.Depthwise, 1, "up", [new(0)], new(3, 6, 6), [false], shape, Core.FixedPoint.NumberFormat.UInt8, window,
            new EngineRule(EngineScaling.Uniform, [new(1, 8, 0)], 4, Rectifies: false, 13));
        var line = new EngineLine(op, 1, 1, 1, 1, 0, PhaseWeights: 4, 0, 1, 0, 0);
        sbyte[][] words = [.. EngineWeights.Depthwise(line, lanes: 4)];
        for (var y = 0; y < 12; y++)
        {
            for (var x = 0; x < 12; x++)
            {
                var expected = new int[6, 6];
                Add(expected, axis.Sources(y), axis.Sources(x));
                var actual = new int[6, 6];
                for (var tap = 0; tap < 4; tap++)
                {
                    int row = Math.Clamp(window.FirstRow(y) + (tap / 2), 0, 5), column = Math.Clamp((x >> 1) - 1 + (x & 1) + (tap % 2), 0, 5);
                    var word = words[(((2 * (y & 1)) + (x & 1)) * 4) + tap];
                    Assert.Equal([word[0], word[0], word[0], 0], word);
                    actual[row, column] += word[0];
                }

                Assert.Equal(expected, actual);
            }
        }
    }

    private static void Add(int[,] map, (int First, int Second, int Weight) rows, (int First, int Second, int Weight) columns)
    {
        foreach (var (row, ofRow) in new[] { (rows.First, 4 - rows.Weight), (rows.Second, rows.Weight) })
        {
            foreach (var (column, ofColumn) in new[] { (columns.First, 4 - columns.Weight), (columns.Second, columns.Weight) })
                map[row, column] += ofRow * ofColumn;
        }
    }
}
