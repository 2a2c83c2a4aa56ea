namespace FpgaSeg.Reports.Charts;

/// <summary>A linear map from values to coordinates of a drawing.</summary>
internal readonly record struct Scale(double From, double To, double Start, double End)
{
    /// <summary>The coordinate of a value; a scale of no width puts everything at its start.</summary>
    public double At(double value) => To == From ? Start : Start + ((value - From) / (To - From) * (End - Start));

    /// <summary>Round multiples of <paramref name="unit"/>, for bytes: 500 KiB, not 500,000.</summary>
    public IEnumerable<double> Ticks(int count, double unit) => (this with { From = From / unit, To = To / unit }).Ticks(count).Select(t => t * unit);

    /// <summary>Round numbers inside the scale, about <paramref name="count"/> of them.</summary>
    public IEnumerable<double> Ticks(int count)
    {
        if (To <= From)
            return [From];
        var (raw, first, last) = ((To - From) / count, From, To);
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = power * (raw / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        var start = Math.Ceiling((first / step) - 1e-9);
        var ticks = (int)(Math.Floor((last / step) + 1e-9) - start) + 1;
        return Enumerable.Range(0, Math.Max(0, ticks)).Select(k => (start + k) * step);
    }
}
