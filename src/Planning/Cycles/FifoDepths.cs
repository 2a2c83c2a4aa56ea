using System.Collections.Immutable;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Cycles;

/// <summary>FIFO depths with what they achieve.</summary>
/// <param name="Depths">By stream id.</param>
/// <param name="CyclesPerFrame">The rate for which they are made.</param>
/// <param name="Report">The simulation of the design with these depths, its image arriving as fast as it is taken.</param>
public sealed record FifoDepths(ImmutableArray<int> Depths, long CyclesPerFrame, CycleReport Report)
{
    private const int Plain = 2;

    /// <summary>The streams that wait for others where stages join them, as <see cref="Flow.StreamDepths"/> gives them.</summary>
    public ImmutableArray<(StageStream Stream, Stage To)> Bypasses(StageGraph graph) =>
    [
        .. from stage in graph.Stages
           where stage.Inputs.Length > 1
           from input in stage.Inputs
           where Depths[input.Id] > Plain
           select (input, stage),
    ];
}
