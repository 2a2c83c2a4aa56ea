using FpgaSeg.Planning.Cycles;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Flow;

/// <summary>
/// The order of a stage of <see cref="TokenFlow"/>. Before it writes an output it reads what that output needs and some tokens more, which stand
/// behind it in the pipeline; after the last one it reads what is left. From several inputs it reads in step.
/// </summary>
internal static class FlowPorts
{
    /// <summary>The order as turns, one for every step that reads or writes.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="folding">Its folding.</param>
    /// <param name="register">Tokens that stand in its pipeline behind the one that leaves it.</param>
    public static StagePorts Of(Stage stage, Folding folding, int register)
    {
        var demand = stage.Accept(new TokenDemands(folding));
        var reads = stage.Inputs.Select(s => new long[s.Shape.Pixels]).ToArray();
        var writes = new long[stage.Outputs.IsEmpty ? 0 : stage.Output.Shape.Pixels];
        var read = new int[reads.Length];
        var turn = 0L;
        for (var k = 0; k <= writes.Length; k++)
        {
            var start = turn;
            for (var i = 0; i < reads.Length; i++)
            {
                var goal = k < writes.Length ? Math.Min(demand(i, k) + register, reads[i].Length) : reads[i].Length;
                var at = start;
                while (read[i] < goal)
                    reads[i][read[i]++] = at++;
                turn = Math.Max(turn, at);
            }

            if (k < writes.Length)
                writes[k] = turn++;
        }

        var written = PortSteps.Of(writes);
        return new StagePorts(stage, [.. reads.Select(PortSteps.Of)], [.. stage.Outputs.Select(_ => written)]);
    }
}
