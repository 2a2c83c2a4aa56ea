namespace FpgaSeg.Compare;

/// <summary>One engine's times.</summary>
/// <param name="Name">Which engine.</param>
/// <param name="MsMedian">Median over all images.</param>
/// <param name="MsBest">The fastest image.</param>
/// <param name="ImagesPerSecond">From the median.</param>
public sealed record EngineTimes(string Name, double MsMedian, double MsBest, double ImagesPerSecond);

/// <summary>All engines on one network with some number of threads. A ratio above 1: the simulator is faster.</summary>
public sealed record ThreadRun(
    int Threads,
    EngineTimes[] Engines,
    double? RatioToOrtFloat32,
    double? RatioToOrtInt8,
    double? RatioToFloatExecutor,
    double? RatioToGeneratedCpp,
    double ShareOfPeak,
    double PeakMacsPerSecond,
    double PeakBytesPerSecond);

/// <summary>Runs engines in turn, so that whatever else the machine does hits all of them alike.</summary>
internal static class Comparison
{
    /// <summary>The times of every engine, by round and run.</summary>
    public static double[][][] Measure(IReadOnlyList<IEngine> engines, int rounds, int perRound)
    {
        var times = engines.Select(_ => new double[rounds][]).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var e = 0; e < engines.Count; e++)
            {
                // The first image of a turn finds the caches full of another engine's work; it is not counted. Slow engines take fewer images.
                var first = engines[e].Time(1)[0];
                times[e][round] = engines[e].Time(first > 0.3 ? 1 : perRound);
            }
        }

        return times;
    }

    public static EngineTimes Summarize(string name, double[][] rounds)
    {
        var all = rounds.SelectMany(r => r).Order().ToArray();
        var median = all[all.Length / 2];
        return new EngineTimes(name, 1000 * median, 1000 * all[0], 1 / median);
    }

    /// <summary>The median over the rounds of (other time / our time), each the round's best.</summary>
    public static double Ratio(double[][] ours, double[][] other)
    {
        var ratios = ours.Zip(other, (a, b) => b.Min() / a.Min()).Order().ToArray();
        return ratios[ratios.Length / 2];
    }
}
