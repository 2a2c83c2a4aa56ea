using FpgaSeg.Planning.Cycles;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Flow;

/// <summary>
/// The design run on tokens without values, through FIFOs of bounded depth. Where it stops because a full FIFO at a joining stage holds up
/// what that stage waits for, that FIFO is made one token deeper. Whether a network of blocking streams stops does not depend on the order
/// in which its stages take turns, so a run to the end proves that no order, and therefore no timing, stops the design with these depths.
/// </summary>
internal static class TokenFlow
{
    /// <summary>The depths, made deeper where they must be, with which the design runs to its end.</summary>
    /// <param name="graph">Stages and streams.</param>
    /// <param name="foldings">One per stage.</param>
    /// <param name="depths">Depth of every stream, in tokens.</param>
    /// <param name="register">Tokens that stand in a stage's pipeline behind the one that leaves it.</param>
    /// <param name="known">The steps that runs before this one have worked out with the same <paramref name="register"/>; null: none.</param>
    public static int[] Deepen(StageGraph graph, IReadOnlyList<Folding> foldings, IReadOnlyList<int> depths, int register, KnownPorts? known = null)
    {
        int[] deep = [.. depths];
        known ??= new KnownPorts();
        StagePorts[] stages = [.. graph.Stages.Select((s, i) => known.Of(s, foldings[i], () => FlowPorts.Of(s, foldings[i], register)))];
        new OrderedRun(stages, new int[stages.Length], deep).Deepen(Culprit);
        return deep;
    }

    // From the mask up along the streams that are waited for, to a stage that waits for room; from it down along full streams, to one
    // whose reader waits for another. What is left behind the mask's last bit is nobody's concern.
    private static int[] Culprit(OrderedRun run)
    {
        var wait = run.Stages[^1].Waiting;
        while (wait is { Writes: false })
            wait = run.Other(wait).Waiting;
        if (wait is null)
            return [];
        while (run.Other(wait).Waiting is { Writes: true } next)
            wait = next;
        return [wait.Stream];
    }
}
