using System.Diagnostics;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Simulator.Fast.Measure;

/// <summary>What one stage of the fast simulator does and how long it takes.</summary>
/// <param name="Nodes">Indices of the nodes computed together.</param>
/// <param name="Macs">Multiply-adds.</param>
/// <param name="Bytes">Bytes of maps read and written.</param>
/// <param name="Seconds">The best of the rounds.</param>
/// <param name="BoundSeconds">The least time the machine could take.</param>
public sealed record StageProfile(IReadOnlyList<int> Nodes, long Macs, long Bytes, double Seconds, double BoundSeconds)
{
    /// <summary>Bound over time: 1 is as fast as the machine goes.</summary>
    public double ShareOfBound => BoundSeconds / Seconds;
}

/// <summary>The profile of a network.</summary>
/// <param name="Stages">In the order in which they run.</param>
/// <param name="Peak">The machine's own limits, measured just before.</param>
/// <param name="Seconds">The best times of the stages, together.</param>
public sealed record NetworkProfile(IReadOnlyList<StageProfile> Stages, MachinePeak Peak, double Seconds)
{
    public long Macs => Stages.Sum(s => s.Macs);

    /// <summary>The least time of the stages one after another.</summary>
    public double BoundSeconds => Stages.Sum(s => s.BoundSeconds);

    /// <summary>Share of the machine's peak that the whole network reaches.</summary>
    public double ShareOfBound => BoundSeconds / Seconds;

    /// <summary>Runs an image <paramref name="rounds"/> times and measures every stage; the machine's peak is measured before and after, and the better one counts.</summary>
    public static NetworkProfile Measure(DataflowGraph<IntegerNode> graph, FeatureMap<byte> image, int threads, int rounds)
    {
        using var simulator = FastSimulator.Create(graph, new FastOptions(threads));
        var before = MachinePeak.Measure(threads);
        WarmUp(() => simulator.Profile(image));
        var times = Enumerable.Range(0, rounds).Select(_ => simulator.Profile(image)).ToArray();
        var after = MachinePeak.Measure(threads);
        var peak = new MachinePeak(Math.Max(before.MacsPerSecond, after.MacsPerSecond), Math.Max(before.BytesPerSecond, after.BytesPerSecond));
        // Best against best: whatever else the machine does makes both slower.
        StageProfile[] stages = [.. simulator.Stages.Select((stage, s) => Of(graph, stage, times.Min(t => t[s].Seconds), peak))];
        return new NetworkProfile(stages, peak, stages.Sum(s => s.Seconds));
    }

    /// <summary>The runtime compiles what runs often again, with a delay of a tenth of a second; before that the figures are those of the first images only.</summary>
    private static void WarmUp(Action run)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(0.6);)
            run();
    }

    private static StageProfile Of(DataflowGraph<IntegerNode> graph, (IReadOnlyList<int> Nodes, IReadOnlyList<int> Reads, IReadOnlyList<int> Writes) stage, double seconds, MachinePeak peak)
    {
        var macs = stage.Nodes.Sum(n => graph.Nodes[n].Operator is IntegerConv2d conv ? (long)graph.Nodes[n].Shape.Count * conv.Kernel.Shape.WeightsPerOutput : 0);
        var bytes = stage.Reads.Concat(stage.Writes).Sum(n => (long)graph.Nodes[n].Shape.Count * (graph.Nodes[n].Format.Bits <= 8 ? 1 : sizeof(int)));
        return new StageProfile(stage.Nodes, macs, bytes, seconds, peak.BoundSeconds(macs, bytes));
    }
}
