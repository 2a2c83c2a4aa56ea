namespace FpgaSeg.Graph;

/// <summary>erf, which .NET lacks, to double precision.</summary>
public static class ErrorFunction
{
    private const double SeriesLimit = 3;
    private const int FractionTerms = 60;

    /// <summary>
    /// Maclaurin series exp(-x^2) * sum of 2^n x^(2n+1) / (2n+1)!! below 3; above, erfc by Lentz's continued fraction
    /// (Abramowitz and Stegun 7.1.6 and 7.1.14).
    /// </summary>
    public static double Of(double x)
    {
        var magnitude = Math.Abs(x);
        var value = magnitude < SeriesLimit ? Series(magnitude) : 1 - Complement(magnitude);
        return double.IsNaN(x) ? x : Math.CopySign(value, x);
    }

    private static double Series(double x)
    {
        double term = x, sum = x;
        for (var n = 1; term > sum * 1e-18; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    private static double Complement(double x)
    {
        var fraction = x;
        for (var n = FractionTerms; n >= 1; n--)
            fraction = x + (n / 2.0 / fraction);
        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * fraction);
    }
}
