using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Flow;

/// <summary>
/// When each stage starts within the first frame if none is held up: a stage starts when its latest input has started, has read the pixels that it
/// needs at its own pace, and then writes.
/// </summary>
/// <param name="Stages">Cycle in which each stage takes its first pixel.</param>
/// <param name="Streams">Cycle in which each stream gets its first pixel, by id.</param>
internal sealed record StageStarts(long[] Stages, long[] Streams)
{
    public static StageStarts Of(StageGraph graph, IReadOnlyList<Folding> foldings)
    {
        var (streams, stages) = (new long[graph.Streams.Length], new long[graph.Stages.Length]);
        for (var i = 0; i < stages.Length; i++)
        {
            var (stage, folding) = (graph.Stages[i], foldings[i]);
            stages[i] = stage.Inputs.Select(s => streams[s.Id]).DefaultIfEmpty(0).Max();
            var first = stage.Inputs.IsEmpty
                ? stages[i]
                : stages[i] + ((stage.Accept(new TokenDemands(folding))(0, 0) - 1 + StreamDepths.Register) * folding.Cycles / stage.Input.Shape.Pixels);
            foreach (var output in stage.Outputs)
                streams[output.Id] = first;
        }

        return new StageStarts(stages, streams);
    }

    /// <summary>Cycles from the first pixel in to the last mask bit out.</summary>
    public long Latency(IReadOnlyList<Folding> foldings) => Stages.Zip(foldings, (start, folding) => start + folding.Cycles).Max();
}
