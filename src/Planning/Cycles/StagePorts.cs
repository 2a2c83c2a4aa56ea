using System.Collections.Immutable;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Cycles;

/// <summary>The ends of streams of a stage; those of the link are not among them.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Reads">One per input.</param>
/// <param name="Writes">One per output.</param>
internal sealed record StagePorts(Stage Stage, ImmutableArray<PortSteps> Reads, ImmutableArray<PortSteps> Writes)
{
    /// <summary>The ends of a stage that takes these turns.</summary>
    public static StagePorts Of(Stage stage, StageTurns turns)
    {
        // The outputs of a fork write in the same turns.
        var known = new Dictionary<PortTurns, PortSteps>(ReferenceEqualityComparer.Instance);
        PortSteps Steps(PortTurns port) => known.TryGetValue(port, out var steps) ? steps : known[port] = PortSteps.Of(port);
        return new StagePorts(stage, [.. turns.Reads.Take(stage.Inputs.Length).Select(Steps)], [.. turns.Writes.Take(stage.Outputs.Length).Select(Steps)]);
    }
}
