using FpgaSeg.Quantizer.Reconstruction;

namespace FpgaSeg.Quantizer.Tests.Reconstruction;

/// <summary>The search against exhaustive optima (NumPy) and against rounding to nearest.</summary>
public sealed class RoundingSearchTests
{
    public sealed record Case(int Taps, int Largest, double[] Gram, double[] Wanted, double Scale, double Best, double Nearest);

    [Fact]
    public void On_tiny_channels_it_is_the_exhaustive_optimum_or_close()
    {
        var cases = Numpy.Read<Case[]>("rounding");
        var exact = 0;
        foreach (var c in cases)
        {
            var search = new RoundingSearch(c.Gram, c.Taps, new SymmetricSolver(c.Gram, c.Taps));
            var (weights, error) = search.Find(c.Wanted, c.Scale, c.Largest, [.. c.Wanted.Select(w => (float)w)]);

            Assert.All(weights, q => Assert.InRange(q, -c.Largest, c.Largest));
            Assert.True(error >= c.Best * (1 - 1e-9), "nothing beats the exhaustive search");
            Assert.True(error <= c.Nearest * (1 + 1e-9), "never worse than nearest");
            Assert.True(error <= c.Best * 1.25, $"{error} is far from the optimum {c.Best}");
            exact += error <= c.Best * (1 + 1e-9) ? 1 : 0;
        }

        Assert.True(exact >= cases.Length * 9 / 10, $"{exact} of {cases.Length} are optimal");
    }

    [Fact]
    public void It_is_never_worse_than_nearest_and_mostly_better()
    {
        var (random, logs) = (new Random(5), 0.0);
        for (var k = 0; k < 40; k++)
        {
            var (gram, wanted) = (Gram(random, 25), random.Normals(25).Select(v => (double)v).ToArray());
            var search = new RoundingSearch(gram, 25, new SymmetricSolver(gram, 25));
            var scale = wanted.Max(Math.Abs) / 7;
            var nearest = search.ErrorOf([.. wanted.Select(w => (int)Math.Round(w / scale))], wanted, scale);
            var (found, error) = search.Find(wanted, scale, 7, [.. wanted.Select(w => (float)w)]);
            Assert.True(error <= nearest * (1 + 1e-9));
            Assert.Equal(error, search.ErrorOf(found, wanted, scale), 1e-9);
            logs += Math.Log(nearest / error);
        }

        Assert.True(Math.Exp(logs / 40) > 1.3, $"nearest leaves {Math.Exp(logs / 40):F2} times the error");
    }

    [Fact]
    public void The_solver_solves() => Cases.ForAll(100, random =>
    {
        var size = random.Next(1, 12);
        var gram = Gram(random, size);
        double[] x = [.. random.Normals(size).Select(v => (double)v)], b = new double[size];
        for (var i = 0; i < size; i++)
            b[i] = Enumerable.Range(0, size).Sum(j => gram[(i * size) + j] * x[j]);
        Assert.All(new SymmetricSolver(gram, size).Solve(b).Zip(x), p => Assert.Equal(p.Second, p.First, 1e-6));
    });

    private static double[] Gram(Random random, int size)
    {
        var (rows, gram) = (3 * size, new double[size * size]);
        for (var r = 0; r < rows; r++)
        {
            var common = random.Normal();
            double[] x = [.. random.Normals(size).Select(v => v + common)];
            for (var i = 0; i < gram.Length; i++)
                gram[i] += x[i / size] * x[i % size];
        }

        for (var i = 0; i < size; i++)
            gram[(i * size) + i] += 0.01;
        return gram;
    }
}
