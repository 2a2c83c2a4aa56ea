using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Float;
using FsCheck;
using FsCheck.Fluent;

namespace FpgaSeg.Graph.Tests;

/// <summary>Random operators and maps. A case is drawn from one seed, so that a failing one is named by a number.</summary>
internal static class Cases
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261121, 7);

    /// <summary>Checks <paramref name="property"/> on 300 seeds, the same ones in every run.</summary>
    public static void ForAll(Action<Random> property) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => property(new Random(seed))).Check(Fixed);

    public static FeatureMap<float> Map(Random random, FeatureShape shape) => new(shape, Floats(random, shape.Count));

    public static FeatureShape Shape(Random random) => new(random.Next(1, 9), random.Next(1, 20), random.Next(1, 80));

    public static float[] Floats(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 4) - 2)];

    /// <summary>A convolution that fits <paramref name="input"/>: any grouping, stride, padding and dilation.</summary>
    public static FloatConv2d Conv(Random random, FeatureShape input)
    {
        var window = Window(random, input);
        int[] divisors = [.. Enumerable.Range(1, input.Channels).Where(d => input.Channels % d == 0)];
        var groups = divisors[random.Next(divisors.Length)];
        var kernel = new KernelShape(groups * random.Next(1, 7), input.Channels / groups, window.KernelHeight, window.KernelWidth);
        return new FloatConv2d(
            new ConvKernel<float>(kernel, Floats(random, kernel.Count)), Floats(random, kernel.OutChannels), window, groups);
    }

    /// <summary>A window that fits <paramref name="input"/> and always covers some of it.</summary>
    public static WindowGeometry Window(Random random, FeatureShape input)
    {
        while (true)
        {
            var (height, width) = (random.Next(1, 8), random.Next(1, 10));
            var window = new WindowGeometry(
                height, width, random.Next(1, 4), random.Next(1, 4),
                random.Next(height), random.Next(width), random.Next(height), random.Next(width), random.Next(1, 3), random.Next(1, 3));
            var output = window.OutputShape(input, 1);
            var covers = (window.DilationY == 1 || window.PadTop == 0) && (window.DilationX == 1 || window.PadLeft == 0);
            if (output is { Height: > 0, Width: > 0 } && covers)
                return window;
        }
    }

    /// <summary>The output of <paramref name="op"/> for <paramref name="inputs"/> (each the network's input), by the executor.</summary>
    public static FeatureMap<float> Run(FloatOperator op, FeatureShape output, FeatureMap<float> input, int inputs = 1, int threads = 1)
    {
        FloatNode[] nodes =
        [
            new("image", new FloatInput(), [], input.Shape),
            new("op", op, [.. new int[inputs]], output),
            new("mask", new FloatThreshold(0), [1], output),
        ];
        return new FloatExecutor(new DataflowGraph<FloatNode>(nodes), threads).Run(input)[1];
    }

    /// <summary>Compares every element with <paramref name="expected"/>, relative to <paramref name="magnitude"/>.</summary>
    public static void AssertEqual(FeatureMap<float> actual, double magnitude, Func<int, int, int, double> expected)
    {
        for (var c = 0; c < actual.Shape.Channels; c++)
            for (var y = 0; y < actual.Shape.Height; y++)
                for (var x = 0; x < actual.Shape.Width; x++)
                {
                    var (want, got) = (expected(c, y, x), actual[c, y, x]);
                    if (want != got && !(Math.Abs(want - got) <= 1e-6 * magnitude))
                        Assert.Fail($"({c}, {y}, {x}) of {actual.Shape}: expected {want}, actual {got}");
                }
    }
}
