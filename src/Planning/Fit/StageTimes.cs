using FpgaSeg.Planning.Flow;

namespace FpgaSeg.Planning.Fit;

/// <summary>When each stage starts within the first frame, by the rule of the plan's latency.</summary>
internal static class StageTimes
{
    /// <summary>One cycle number per stage: its latest input has then written its first pixel.</summary>
    public static long[] Of(HardwarePlan plan)
    {
        var (written, starts) = (new long[plan.Streams.Length], new long[plan.Stages.Length]);
        for (var i = 0; i < starts.Length; i++)
        {
            var (stage, folding) = (plan.Stages[i].Stage, plan.Stages[i].Folding);
            starts[i] = stage.Inputs.Select(s => written[s.Id]).DefaultIfEmpty(0).Max();
            var first = stage.Inputs.IsEmpty
                ? starts[i]
                : starts[i] + ((stage.Accept(new TokenDemands(folding))(0, 0) - 1 + StreamDepths.Register) * folding.Cycles / stage.Input.Shape.Pixels);
            foreach (var output in stage.Outputs)
                written[output.Id] = first;
        }

        return starts;
    }
}
