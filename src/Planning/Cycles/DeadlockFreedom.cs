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
        options = (options ?? new CycleOptions()) with { Frames = 1 };
        var deep = TokenFlow.Deepen(model.Graph, model.Foldings, depths, StreamDepths.Register);
        return DeepenBySteps(model, TokenFlow.Deepen(model.Graph, model.Foldings, deep, register: 0), options);
    }

    /// <summary>The same by runs step by step alone, with the assumed pipelines and with such that hold nothing.</summary>
    internal static ImmutableArray<int> DeepenBySteps(CycleModel model, int[] depths, CycleOptions options)
    {
        options = options with { Frames = 1 };
        int[] deep = [.. depths];
        bool deepened;
        do
        {
            deepened = Deepen(model, deep, options) | Deepen(model, deep, options with { PipelineDepth = _ => 0 });
        }
        while (deepened);
        return [.. deep];
    }

    // One token at a time for every FIFO of the circle at which a stage that waits for a token holds others up.
    private static bool Deepen(CycleModel model, int[] depths, CycleOptions options)
    {
        for (var deepened = false; ; deepened = true)
        {
            if (model.Run(depths, options).Deadlock is not { } deadlock)
                return deepened;
            foreach (var stream in deadlock.Culprits)
                depths[stream]++;
        }
    }
}
