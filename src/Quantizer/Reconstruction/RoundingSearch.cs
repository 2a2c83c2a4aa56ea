namespace FpgaSeg.Quantizer.Reconstruction;

/// <summary>
/// Integers q in -largest .. largest that nearly minimise (scale q - w)' H (scale q - w): the squared output error of one convolution channel whose
/// inputs have the Gram matrix H. Starts from several roundings and then moves one weight at a time, and pairs of them, to
/// their best integers until no move helps. Deterministic, and never worse than rounding to nearest.
/// </summary>
internal sealed class RoundingSearch
{
    private const int MostSweeps = 60;
    private const int LargestPairSearch = 64;
    private const int Beginnings = 16;
    private readonly double[] _gram;
    private readonly int _size;
    private readonly SymmetricSolver _solver;

    /// <param name="gram">H, symmetric positive definite, row by row.</param>
    /// <param name="size">Weights of one channel.</param>
    /// <param name="solver">H, factored.</param>
    public RoundingSearch(double[] gram, int size, SymmetricSolver solver) => (_gram, _size, _solver) = (gram, size, solver);

    /// <summary>The integers and the error that they leave.</summary>
    /// <param name="wanted">w, the best real weights.</param>
    /// <param name="scale">Positive.</param>
    /// <param name="largest">Largest integer.</param>
    /// <param name="start">Real weights whose rounding is tried as a start beside that of w.</param>
    public (int[] Weights, double Error) Find(double[] wanted, double scale, int largest, ReadOnlySpan<float> start)
    {
        var other = new double[start.Length];
        for (var k = 0; k < other.Length; k++)
            other[k] = start[k];
        int[][] starts = [Nearest(wanted, scale, largest), Nearest(other, scale, largest), Compensated(wanted, scale, largest, Beginnings)];
        return starts.Select(s => Improve(s, wanted, scale, largest)).MinBy(f => f.Error);
    }

    /// <summary>The error of rounding <paramref name="wanted"/> with compensation only: enough to compare scales.</summary>
    public double QuickError(double[] wanted, double scale, int largest) => ErrorOf(Compensated(wanted, scale, largest, width: 1), wanted, scale);

    /// <summary>(scale q - w)' H (scale q - w).</summary>
    public double ErrorOf(int[] q, double[] wanted, double scale)
    {
        var error = 0.0;
        for (var a = 0; a < _size; a++)
            error += ((q[a] * scale) - wanted[a]) * Slope(q, wanted, scale, a);
        return error;
    }

    /// <summary>
    /// Rounds one weight after the other, from the last, and lets those that follow make up for the errors so far: the nearest plane of Babai, in
    /// quantization known as GPTQ. With a <paramref name="width"/> above 1, that many of the best beginnings are carried on, each with the three nearest integers.
    /// </summary>
    private int[] Compensated(double[] wanted, double scale, int largest, int width)
    {
        List<(int[] Weights, double Error)> kept = [(new int[_size], 0)];
        for (var k = _size - 1; k >= 0; k--)
        {
            var next = new List<(int[] Begun, int Weight, double Error)>();
            foreach (var (begun, error) in kept)
            {
                var (carried, diagonal) = (0.0, _solver.Factor(k, k));
                for (var i = k + 1; i < _size; i++)
                    carried += _solver.Factor(i, k) * ((begun[i] * scale) - wanted[i]);
                var nearest = Round((wanted[k] - (carried / diagonal)) / scale, largest);
                for (var q = Math.Max(-largest, nearest - (width > 1 ? 1 : 0)); q <= Math.Min(largest, nearest + (width > 1 ? 1 : 0)); q++)
                    next.Add((begun, q, error + Math.Pow((((q * scale) - wanted[k]) * diagonal) + carried, 2)));
            }

            kept = [.. next.OrderBy(n => n.Error).Take(width).Select(n => (With(n.Begun, k, n.Weight), n.Error))];
        }

        return kept[0].Weights;
    }

    private static int[] With(int[] weights, int k, int weight)
    {
        int[] changed = [.. weights];
        changed[k] = weight;
        return changed;
    }

    private (int[] Weights, double Error) Improve(int[] q, double[] wanted, double scale, int largest)
    {
        var slopes = new double[_size];
        for (var a = 0; a < _size; a++)
            slopes[a] = Slope(q, wanted, scale, a);
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var moved = false;
            for (var k = 0; k < _size; k++)
                moved |= TryMove(q, slopes, k, scale, largest);
            if (!moved && (_size > LargestPairSearch || !TryPairs(q, slopes, scale, largest)))
                break;
        }

        return (q, ErrorOf(q, wanted, scale));
    }

    private bool TryMove(int[] q, double[] slopes, int k, double scale, int largest)
    {
        var target = Round(q[k] - (slopes[k] / (_gram[(k * _size) + k] * scale)), largest);
        // Only a real gain: at a tie the weight stays, so that the search ends.
        var step = (target - q[k]) * scale;
        if (step == 0 || (2 * slopes[k] * step) + (_gram[(k * _size) + k] * step * step) >= 0)
            return false;
        Move(q, slopes, k, target - q[k], scale);
        return true;
    }

    /// <summary>Two weights by one step each, in the directions that gain most; the best pair of all.</summary>
    private bool TryPairs(int[] q, double[] slopes, double scale, int largest)
    {
        var (gain, first, second, up, across) = (-1e-12 * _gram[0] * scale * scale, -1, -1, 0, 0);
        for (var a = 0; a < _size; a++)
        {
            for (var b = a + 1; b < _size; b++)
            {
                for (var signs = 0; signs < 4; signs++)
                {
                    int s = (signs & 1) == 0 ? 1 : -1, t = (signs & 2) == 0 ? 1 : -1;
                    var change = (2 * scale * ((s * slopes[a]) + (t * slopes[b])))
                        + (scale * scale * (_gram[(a * _size) + a] + _gram[(b * _size) + b] + (2 * s * t * _gram[(a * _size) + b])));
                    if (change < gain && Math.Abs(q[a] + s) <= largest && Math.Abs(q[b] + t) <= largest)
                        (gain, first, second, up, across) = (change, a, b, s, t);
                }
            }
        }

        if (first < 0)
            return false;
        Move(q, slopes, first, up, scale);
        Move(q, slopes, second, across, scale);
        return true;
    }

    private void Move(int[] q, double[] slopes, int k, int step, double scale)
    {
        q[k] += step;
        for (var a = 0; a < _size; a++)
            slopes[a] += _gram[(k * _size) + a] * step * scale;
    }

    private double Slope(int[] q, double[] wanted, double scale, int a)
    {
        var slope = 0.0;
        for (var b = 0; b < _size; b++)
            slope += _gram[(a * _size) + b] * ((q[b] * scale) - wanted[b]);
        return slope;
    }

    private static int[] Nearest(double[] weights, double scale, int largest) => [.. weights.Select(w => Round(w / scale, largest))];

    private static int Round(double value, int largest) => (int)Math.Clamp(Math.Round(value), -largest, largest);
}
