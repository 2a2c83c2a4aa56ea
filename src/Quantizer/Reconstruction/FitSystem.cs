namespace FpgaSeg.Quantizer.Reconstruction;

/// <summary>The normal equations of one convolution group: its regularised Gram matrix, factored, and the best real weights.</summary>
internal sealed class FitSystem
{
    private readonly SymmetricSolver _solver;
    private readonly double _pull;
    private readonly bool _centred;

    private FitSystem(double[] gram, int taps, double pull, bool centred)
    {
        (_pull, _centred, _solver) = (pull, centred, new SymmetricSolver(gram, taps));
        Search = new RoundingSearch(gram, taps, _solver);
    }

    /// <summary>The search over integer weights under this system's error.</summary>
    public RoundingSearch Search { get; }

    /// <summary>The system of a group.</summary>
    /// <param name="samples">Its sums.</param>
    /// <param name="taps">Weights of one output.</param>
    /// <param name="pull">Pull toward the trained weights, as a share of the mean diagonal.</param>
    /// <param name="centred">Whether the bias takes the mean error, so that the weights need not.</param>
    public static FitSystem Of(LayerSamples samples, int taps, double pull, bool centred)
    {
        var gram = samples.Gram.ToArray();
        var trace = 0.0;
        for (var a = 0; a < taps; a++)
        {
            for (var b = 0; b < taps && centred; b++)
                gram[(a * taps) + b] -= samples.InputSum[a] * samples.InputSum[b] / samples.Count;
            trace += gram[(a * taps) + a];
        }

        // An input that never varies leaves no matrix at all; any positive one then keeps the trained weights.
        var diagonal = Math.Max(pull * trace / taps, 1e-12);
        for (var a = 0; a < taps; a++)
            gram[(a * taps) + a] += diagonal;
        return new FitSystem(gram, taps, diagonal, centred);
    }

    /// <summary>The real weights with the least error for output <paramref name="o"/> of the group.</summary>
    public double[] Wanted(LayerSamples samples, int o, ReadOnlySpan<float> trained, double bias)
    {
        var right = new double[trained.Length];
        for (var k = 0; k < right.Length; k++)
        {
            var mean = _centred ? samples.OutputSum[o] / samples.Count : bias;
            right[k] = samples.Cross[o][k] - (mean * samples.InputSum[k]) + (_pull * trained[k]);
        }

        return _solver.Solve(right);
    }
}
