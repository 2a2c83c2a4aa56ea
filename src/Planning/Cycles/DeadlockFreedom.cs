using System.Collections.Immutable;
using FpgaSeg.Planning.Flow;

namespace FpgaSeg.Planning.Cycles;

/// <summary>
/// Depths with which a design comes to its end whatever the link does: no timing decides whether a network of blocking streams stops, so one
/// run of one frame proves it. What a stage holds in its pipeline does decide; the runs are made with the assumed pipelines, with such that
/// hold nothing, not even the token that leaves, and with what <see cref="TokenFlow"/> takes a stage to hold.
/// </summary>
public static class DeadlockFreedom
{
    /// <summary>The depths, made deeper where they must be.</summary>
    public static ImmutableArray<int> Deepen(CycleModel model, IReadOnlyList<int> depths, CycleOptions? options = null)
    {
        var deep = TokenFlow.Deepen(model.Graph, model.Foldings, depths, StreamDepths.Register);
        return DeepenBySteps(model, TokenFlow.Deepen(model.Graph, model.Foldings, deep, register: 0), options ?? new CycleOptions());
    }

    /// <summary>
    /// The same by runs step by step alone, with the assumed pipelines and with such that hold nothing. Deeper FIFOs stop no design that has come to its
    /// end with others, so a run of each suffices.
    /// </summary>
    internal static ImmutableArray<int> DeepenBySteps(CycleModel model, IReadOnlyList<int> depths, CycleOptions options)
    {
        int[] deep = [.. depths];
        model.InOrder(deep, options).Deepen(Circle);
        model.InOrder(deep, options with { PipelineDepth = _ => 0 }).Deepen(Circle);
        return [.. deep];
    }

    // Every stage that waits does so for one that waits too: from any of them on, the waits lead into the circle. Of its FIFOs, all at which a stage that
    // waits for a token holds others up.
    private static List<int> Circle(OrderedRun run)
    {
        var path = new List<OrderedStage>();
        var at = run.Stages.LastOrDefault(s => s.Waiting is not null);
        for (; at is not null && !path.Contains(at); at = run.Other(at.Waiting!))
            path.Add(at);
        var waits = path.SkipWhile(s => s != at).Select(s => s.Waiting!);
        return [.. waits.Where(w => w.Writes && !run.Other(w).Waiting!.Writes).Select(w => w.Stream)];
    }
}
