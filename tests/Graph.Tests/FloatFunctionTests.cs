using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Graph.Tests;

/// <summary>The vector forms of functions and pairs against double precision and plain loops.</summary>
public sealed class FloatFunctionTests
{
    public static TheoryData<string> Functions => [.. Catalogue.Keys];

    private static readonly Dictionary<string, ActivationFunction> Catalogue = new[]
    {
        ActivationFunction.Relu, ActivationFunction.Relu6, ActivationFunction.HardSwish, ActivationFunction.Sigmoid, ActivationFunction.Silu,
        ActivationFunction.Tanh, ActivationFunction.Gelu, ActivationFunction.GeluTanh, ActivationFunction.LeakyRelu(0.1), ActivationFunction.Mish,
        ActivationFunction.Elu(0.7), ActivationFunction.Clip(-1, 2),
    }.ToDictionary(f => f.Name);

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_function_is_right_over_its_range(string name)
    {
        var function = Catalogue[name];
        var input = new FeatureMap<float>(new FeatureShape(1, 1, 4003)); // no multiple of a vector
        for (var i = 0; i < 4003; i++)
            input.Data[i] = (i - 2001) / 40f;
        input.Data[0] = -1e4f;
        input.Data[4002] = 1e4f;

        var output = Cases.Run(new FloatActivation(function), input.Shape, input);

        for (var i = 0; i < 4003; i++)
            Assert.Equal(function.Evaluate(input.Data[i]), output.Data[i], 4e-7 * Math.Max(1, Math.Abs((double)input.Data[i])));
    }

    [Fact]
    public void Gates_are_repeated_over_pixels_and_channels() => Cases.ForAll(random =>
    {
        var map = Cases.Map(random, Cases.Shape(random));
        var (channels, height, width) = (map.Shape.Channels, map.Shape.Height, map.Shape.Width);
        FeatureShape[] shapes = [map.Shape, new(channels, 1, 1), new(1, height, width), new(1, 1, 1)];
        foreach (var shape in shapes)
        {
            var gate = Cases.Map(random, shape);
            double Gate(int c, int y, int x) => gate[shape.Channels == 1 ? 0 : c, shape.Height == 1 ? 0 : y, shape.Width == 1 ? 0 : x];

            Cases.AssertEqual(Pair(new FloatMul(), map, gate), 0, (c, y, x) => (float)(map[c, y, x] * Gate(c, y, x)));
            Cases.AssertEqual(Pair(new FloatAdd(), map, gate), 0, (c, y, x) => (float)(map[c, y, x] + Gate(c, y, x)));
            Cases.AssertEqual(Pair(new FloatSub(), map, gate), 0, (c, y, x) => (float)(map[c, y, x] - Gate(c, y, x)));
        }
    });

    /// <summary>The map is the first channels of one input, the gate the first pixels of the rest.</summary>
    private static FeatureMap<float> Pair(FloatOperator op, FeatureMap<float> a, FeatureMap<float> b)
    {
        var (map, gate) = (a.Shape, b.Shape);
        var whole = map with { Channels = map.Channels + gate.Channels };
        var input = new FeatureMap<float>(whole);
        a.Data.CopyTo(input.Data, 0);
        for (var c = 0; c < gate.Channels; c++)
        {
            for (var y = 0; y < gate.Height; y++)
                b.Row(c, y).CopyTo(input.Row(map.Channels + c, y));
        }

        FloatNode[] nodes =
        [
            new("input", new FloatInput(), [], whole),
            new("map", new FloatChannelSelect([.. Enumerable.Range(0, map.Channels)]), [0], map),
            new("channels", new FloatChannelSelect([.. Enumerable.Range(map.Channels, gate.Channels)]), [0], map with { Channels = gate.Channels }),
            new("gate", new FloatCropPad(0, 0), [2], gate),
            new("pair", op, [1, 3], map),
        ];
        return new FloatExecutor(new DataflowGraph<FloatNode>(nodes)).Run(input)[^1];
    }
}
