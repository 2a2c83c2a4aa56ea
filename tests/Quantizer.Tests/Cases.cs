using FsCheck;
using FsCheck.Fluent;

namespace FpgaSeg.Quantizer.Tests;

/// <summary>Random cases. Each is drawn from one seed, so that a failing one is named by a number.</summary>
internal static class Cases
{
    /// <summary>Checks <paramref name="property"/> on <paramref name="count"/> seeds, the same ones in every run.</summary>
    public static void ForAll(int count, Action<Random> property) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => property(new Random(seed)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(20261121, 7));

    /// <summary>A number of either sign whose magnitude is spread evenly over the powers of two from..to.</summary>
    public static double Magnitude(this Random random, double from, double to) =>
        (random.Next(2) == 0 ? -1 : 1) * Math.Pow(2, from + ((to - from) * random.NextDouble()));

    /// <summary>A standard normal number.</summary>
    public static double Normal(this Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public static float[] Normals(this Random random, int count, double deviation = 1) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)(random.Normal() * deviation))];
}
