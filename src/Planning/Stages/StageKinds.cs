using System.Collections.Immutable;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Planning.Stages;

/// <summary>Bytes of the link to pixels.</summary>
public sealed record ReadImageStage(
    string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs)
    : Stage(Name, Node, Inputs, Outputs)
{
    public override TResult Accept<TResult>(IStageVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>Per-channel requantisation.</summary>
public sealed record AffineStage(
    string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs, IntegerAffine Operator)
    : Stage(Name, Node, Inputs, Outputs)
{
    public override TResult Accept<TResult>(IStageVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>Convolution, dense or grouped.</summary>
public sealed record Conv2dStage(
    string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs, IntegerConv2d Operator)
    : Stage(Name, Node, Inputs, Outputs)
{
    public override TResult Accept<TResult>(IStageVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>Convolution of each channel by itself.</summary>
public sealed record DepthwiseStage(
    string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs, IntegerConv2d Operator)
    : Stage(Name, Node, Inputs, Outputs)
{
    public override TResult Accept<TResult>(IStageVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>
/// A depthwise convolution and the sum of its result and its own input, which the window takes from its middle tap: the residual of a block without a
/// queue beside it.
/// </summary>
/// <param name="Sum">The sum, the convolution's result first.</param>
/// <param name="MiddleNode">The convolution's node.</param>
/// <param name="MiddleFormat">Its format.</param>
public sealed record DepthwiseAddStage(
    string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs,
    IntegerConv2d Operator, IntegerAdd Sum, int MiddleNode, NumberFormat MiddleFormat)
    : Stage(Name, Node, Inputs, Outputs)
{
    public override TResult Accept<TResult>(IStageVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>Two 1x1 convolutions whose middle map is used up channel by channel and never stored.</summary>
public sealed record PointwisePairStage(
    string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs,
    IntegerConv2d Expand, IntegerConv2d Squeeze, int MiddleNode, NumberFormat MiddleFormat)
    : Stage(Name, Node, Inputs, Outputs)
{
    /// <summary>Groups of so many middle channels; of the last one some lanes may have no channel.</summary>
    public int Rounds(int lanes) => (Expand.Kernel.Shape.OutChannels + lanes - 1) / lanes;

    public override TResult Accept<TResult>(IStageVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>Sum of two streams.</summary>
public sealed record AddStage(
    string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs, IntegerAdd Operator)
    : Stage(Name, Node, Inputs, Outputs)
{
    public override TResult Accept<TResult>(IStageVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>Maximum over a window.</summary>
public sealed record MaxPool2dStage(
    string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs, IntegerMaxPool2d Operator)
    : Stage(Name, Node, Inputs, Outputs)
{
    public override TResult Accept<TResult>(IStageVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>Height and width doubled.</summary>
public sealed record Upsample2xStage(
    string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs, UpsampleMode Mode)
    : Stage(Name, Node, Inputs, Outputs)
{
    public override TResult Accept<TResult>(IStageVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>A function of an 8-bit integer.</summary>
public sealed record TableStage(
    string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs, IntegerTable Operator)
    : Stage(Name, Node, Inputs, Outputs)
{
    public override TResult Accept<TResult>(IStageVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>Mask bit.</summary>
public sealed record ThresholdStage(
    string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs, IntegerThreshold Operator)
    : Stage(Name, Node, Inputs, Outputs)
{
    public override TResult Accept<TResult>(IStageVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>One stream to two readers.</summary>
public sealed record ForkStage(
    string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs)
    : Stage(Name, Node, Inputs, Outputs)
{
    public override TResult Accept<TResult>(IStageVisitor<TResult> visitor) => visitor.Visit(this);
}

/// <summary>Mask bits to bytes of the link.</summary>
public sealed record WriteMaskStage(
    string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs)
    : Stage(Name, Node, Inputs, Outputs)
{
    public override TResult Accept<TResult>(IStageVisitor<TResult> visitor) => visitor.Visit(this);
}
