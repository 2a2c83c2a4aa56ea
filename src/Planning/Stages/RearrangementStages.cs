using System.Collections.Immutable;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Planning.Stages;

/// <summary>Product of two streams.</summary>
public sealed record MulStage(
    string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs, IntegerMul Operator)
    : Stage(Name, Node, Inputs, Outputs)
{
    public override TResult Accept<TResult>(IStageVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>Means over bins of rows and columns.</summary>
public sealed record AveragePool2dStage(
    string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs, IntegerAveragePool2d Operator)
    : Stage(Name, Node, Inputs, Outputs)
{
    public override TResult Accept<TResult>(IStageVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>Nearest or linear resize by any factor but the doublings, which have kernels of their own.</summary>
public sealed record Resize2dStage(
    string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs, IntegerResize2d Operator)
    : Stage(Name, Node, Inputs, Outputs)
{
    public override TResult Accept<TResult>(IStageVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>Channels of several streams, one stream after the other.</summary>
public sealed record ConcatStage(
    string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs)
    : Stage(Name, Node, Inputs, Outputs)
{
    public override TResult Accept<TResult>(IStageVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>Some channels in some order.</summary>
public sealed record ChannelSelectStage(
    string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs, IntegerChannelSelect Operator)
    : Stage(Name, Node, Inputs, Outputs)
{
    public override TResult Accept<TResult>(IStageVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>A rectangle of the map, zero where it reaches beyond.</summary>
public sealed record CropPadStage(
    string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs, IntegerCropPad Operator)
    : Stage(Name, Node, Inputs, Outputs)
{
    public override TResult Accept<TResult>(IStageVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>Channels spread over blocks of pixels.</summary>
public sealed record DepthToSpaceStage(
    string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs, IntegerDepthToSpace Operator)
    : Stage(Name, Node, Inputs, Outputs)
{
    public override TResult Accept<TResult>(IStageVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>One slope for positive integers, one per channel for the others.</summary>
public sealed record PreluStage(
    string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs, IntegerPRelu Operator)
    : Stage(Name, Node, Inputs, Outputs)
{
    public override TResult Accept<TResult>(IStageVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>One channel minus the largest other.</summary>
public sealed record MarginStage(
    string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs, IntegerMargin Operator)
    : Stage(Name, Node, Inputs, Outputs)
{
    public override TResult Accept<TResult>(IStageVisitor<TResult> visitor) => visitor.Visit(this);
}
