namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>A resize factor as a fraction: files hold it as a float32, but 0.6 means 3/5.</summary>
internal readonly record struct ScaleFactor(long Numerator, long Denominator)
{
    private const int MostDenominator = 4096;

    /// <summary>The simplest fraction that rounds to the float32, by continued fractions; null for what is no positive, moderate number.</summary>
    public static ScaleFactor? Of(float scale)
    {
        if (!(scale > 1f / MapLimits.Side && scale < MapLimits.Side))
            return null;
        var (value, previous, current) = ((double)scale, new ScaleFactor(0, 1), new ScaleFactor(1, 0));
        while (true)
        {
            var whole = (long)Math.Floor(value);
            (previous, current) = (current, new(
                (whole * current.Numerator) + previous.Numerator, (whole * current.Denominator) + previous.Denominator));
            if (current.Denominator > MostDenominator)
                return null;
            if (Math.Abs(((double)current.Numerator / current.Denominator) - scale) <= scale * 1e-7)
                return current;
            value = 1 / (value - whole);
        }
    }

    /// <summary>Length of an axis of <paramref name="size"/> elements, the fraction dropped.</summary>
    public long Length(int size) => size * Numerator / Denominator;
}
