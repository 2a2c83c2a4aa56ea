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
        model.Deepen(deep, options);
        model.Deepen(deep, options with { PipelineDepth = _ => 0 });
        return [.. deep];
    }
}
