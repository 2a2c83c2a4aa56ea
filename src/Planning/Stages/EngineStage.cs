using System.Collections.Immutable;
using FpgaSeg.Planning.Engine;

namespace FpgaSeg.Planning.Stages;

/// <summary>A whole network on one datapath, its operators one after the other, row by row: image in, mask bits out.</summary>
public sealed record EngineStage(
    string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs, EngineProgram Program)
    : Stage(Name, Node, Inputs, Outputs)
{
    /// <summary>Its turns and cycles.</summary>
    public EngineTimes Times { get; } = EngineTimes.Of(Program);

    public override TResult Accept<TResult>(IStageVisitor<TResult> visitor) => visitor.Visit(this);
}
