namespace FpgaSeg.HostDriver.Streaming;

/// <summary>Smallest, middle and 99th percentile of a set of times, in milliseconds.</summary>
public sealed record Distribution(double Min, double Median, double P99)
{
    /// <summary>The distribution of some times; null for none. Percentiles are the nearest rank, so each is a time that occurred.</summary>
    public static Distribution? Of(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Select(t => t.TotalMilliseconds).Order().ToArray();
        return sorted.Length == 0 ? null : new Distribution(sorted[0], Rank(sorted, 0.5), Rank(sorted, 0.99));
    }

    private static double Rank(double[] sorted, double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
}
