namespace FpgaSeg.Compare;

/// <summary>One engine's times.</summary>
/// <param name="Name">Which engine.</param>
/// <param name="MsMedian">Median over all images.</param>
/// <param name="MsBest">The fastest image.</param>
/// <param name="MsProcessor">Processor time of one image, mean; null where it is not known. What else the machine does hardly changes it.</param>
/// <param name="ImagesPerSecond">From the median.</param>
public sealed record EngineTimes(string Name, double MsMedian, double MsBest, double? MsProcessor, double ImagesPerSecond);

/// <summary>All engines on one network with some number of threads. A ratio above 1: the simulator is faster.</summary>
public sealed record ThreadRun(
    int Threads,
    EngineTimes[] Engines,
    double? RatioToOrtFloat32,
    double? RatioToOrtInt8,
    double? RatioToFloatExecutor,
    double? RatioToGeneratedCpp,
    double? ProcessorRatioToOrtFloat32,
    double? ProcessorRatioToOrtInt8,
    double ShareOfPeak,
    double PeakMacsPerSecond,
    double PeakBytesPerSecond);

/// <summary>Runs engines in turn, so that whatever else the machine does hits all of them alike.</summary>
internal static class Comparison
{
    private const int RestMilliseconds = 60;

    /// <summary>The times of every engine.</summary>
    public static EngineRounds[] Measure(IReadOnlyList<IEngine> engines, int rounds, int perRound)
    {
        var times = engines.Select(e => new EngineRounds(e.Name, new double[rounds][], new double[rounds])).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var e = 0; e < engines.Count; e++)
            {
                // ONNX Runtime's threads turn for a while when their work is done; they get time to fall asleep. The first image of a turn finds the caches full of
                // another engine's work; it is not counted. Slow engines take fewer images.
                Thread.Sleep(RestMilliseconds);
                var first = engines[e].Time(1).Wall[0];
                var (wall, processor) = engines[e].Time(first > 0.3 ? 1 : perRound);
                (times[e].Wall[round], times[e].Processor[round]) = (wall, processor / wall.Length);
            }
        }

        return times;
    }

    public static EngineTimes Summarize(EngineRounds rounds)
    {
        var all = rounds.Wall.SelectMany(r => r).Order().ToArray();
        var (median, processor) = (all[all.Length / 2], rounds.Processor.Average());
        return new EngineTimes(rounds.Name, 1000 * median, 1000 * all[0], processor > 0 ? 1000 * processor : null, 1 / median);
    }

    /// <summary>The median over the rounds of (other time / our time), each the round's best.</summary>
    public static double Ratio(EngineRounds ours, EngineRounds other) => Median(ours.Wall.Zip(other.Wall, (a, b) => b.Min() / a.Min()));

    /// <summary>The same in processor time.</summary>
    public static double ProcessorRatio(EngineRounds ours, EngineRounds other) => Median(ours.Processor.Zip(other.Processor, (a, b) => b / a));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}

/// <summary>Seconds by round: of every image, and the processor's per image.</summary>
internal sealed record EngineRounds(string Name, double[][] Wall, double[] Processor);
