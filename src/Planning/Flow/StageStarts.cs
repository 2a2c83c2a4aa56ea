using FpgaSeg.Planning.Cycles;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Flow;

/// <summary>
/// When each stage starts within the first frame if none is held up: a stage starts when its latest input has started, reads the pixels that it
/// needs as fast as they arrive and it can take them, evenly over the frame, and then writes through its pipeline.
/// </summary>
/// <param name="Stages">Cycle in which each stage takes its first pixel.</param>
/// <param name="Streams">Cycle in which each stream gets its first pixel, by id.</param>
internal sealed record StageStarts(long[] Stages, long[] Streams)
{
    /// <param name="graph">Stages and streams.</param>
    /// <param name="foldings">One per stage.</param>
    /// <param name="imageCycles">Cycles in which the image arrives, evenly.</param>
    public static StageStarts Of(StageGraph graph, IReadOnlyList<Folding> foldings, long imageCycles = 0)
    {
        var (streams, stages) = (new long[graph.Streams.Length], new long[graph.Stages.Length]);
        var cycles = new long[graph.Streams.Length];
        for (var i = 0; i < stages.Length; i++)
        {
            var (stage, folding) = (graph.Stages[i], foldings[i]);
            stages[i] = stage.Inputs.Select(s => streams[s.Id]).DefaultIfEmpty(0).Max();
            var own = stage.Inputs.Select(s => cycles[s.Id]).Append(Math.Max(folding.Cycles, imageCycles)).Max();
            var first = stage.Inputs.IsEmpty
                ? stages[i]
                : stages[i] + ((stage.Accept(new TokenDemands(folding))(0, 0) - 1 + StreamDepths.Register) * own / stage.Input.Shape.Pixels);
            first += CycleModel.DepthOf(stage, folding).Cycles;
            foreach (var output in stage.Outputs)
                (streams[output.Id], cycles[output.Id]) = (first, own);
        }

        return new StageStarts(stages, streams);
    }

    /// <summary>Cycles from the first pixel in to the last mask bit out.</summary>
    public long Latency(IReadOnlyList<Folding> foldings) => Stages.Zip(foldings, (start, folding) => start + folding.Cycles).Max();
}
