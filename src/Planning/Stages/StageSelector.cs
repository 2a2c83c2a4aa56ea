using System.Collections.Immutable;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Planning.Stages;

/// <summary>Chooses the stage for one operator.</summary>
internal sealed record StageSelector(string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs)
    : IIntegerVisitor<bool, Stage>
{
    public Stage Select(IntegerOperator op) => op.Accept(this, argument: true);

    public Stage Visit(IntegerInput op, bool argument) => new ReadImageStage(Name, Node, Inputs, Outputs);

    public Stage Visit(IntegerAffine op, bool argument) => new AffineStage(Name, Node, Inputs, Outputs, op);

    public Stage Visit(IntegerConv2d op, bool argument) => ConvolutionKinds.Of(op) == ConvolutionKind.Depthwise
        ? new DepthwiseStage(Name, Node, Inputs, Outputs, op)
        : new Conv2dStage(Name, Node, Inputs, Outputs, op);

    public Stage Visit(IntegerAdd op, bool argument) => new AddStage(Name, Node, Inputs, Outputs, op);

    public Stage Visit(IntegerMaxPool2d op, bool argument) => new MaxPool2dStage(Name, Node, Inputs, Outputs, op);

    public Stage Visit(IntegerResize2d op, bool argument) => Doubling.Of(op) is { } mode
        ? new Upsample2xStage(Name, Node, Inputs, Outputs, mode)
        : new Resize2dStage(Name, Node, Inputs, Outputs, op);

    public Stage Visit(IntegerAveragePool2d op, bool argument) => new AveragePool2dStage(Name, Node, Inputs, Outputs, op);

    public Stage Visit(IntegerMul op, bool argument) => new MulStage(Name, Node, Inputs, Outputs, op);

    public Stage Visit(IntegerConcat op, bool argument) => new ConcatStage(Name, Node, Inputs, Outputs);

    public Stage Visit(IntegerChannelSelect op, bool argument) => new ChannelSelectStage(Name, Node, Inputs, Outputs, op);

    public Stage Visit(IntegerCropPad op, bool argument) => new CropPadStage(Name, Node, Inputs, Outputs, op);

    public Stage Visit(IntegerDepthToSpace op, bool argument) => new DepthToSpaceStage(Name, Node, Inputs, Outputs, op);

    public Stage Visit(IntegerPRelu op, bool argument) => new PreluStage(Name, Node, Inputs, Outputs, op);

    public Stage Visit(IntegerMargin op, bool argument) => new MarginStage(Name, Node, Inputs, Outputs, op);

    public Stage Visit(IntegerTable op, bool argument) => new TableStage(Name, Node, Inputs, Outputs, op);

    public Stage Visit(IntegerThreshold op, bool argument) => new ThresholdStage(Name, Node, Inputs, Outputs, op);
}
