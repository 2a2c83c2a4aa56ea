using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Foldings;

/// <summary>Multiply-accumulates of one frame: the convolutions', taps in the padding counted, biases not.</summary>
internal sealed class StageWork : IStageVisitor<long>
{
    public long Visit(ReadImageStage stage) => 0;

    public long Visit(AffineStage stage) => 0;

    public long Visit(Conv2dStage stage) => Of(stage.Operator, stage);

    public long Visit(DepthwiseStage stage) => Of(stage.Operator, stage);

    public long Visit(DepthwiseAddStage stage) => Of(stage.Operator, stage);

    public long Visit(PointwisePairStage stage) => Of(stage.Expand, stage) + Of(stage.Squeeze, stage);

    public long Visit(AddStage stage) => 0;

    public long Visit(MaxPool2dStage stage) => 0;

    public long Visit(Upsample2xStage stage) => 0;

    public long Visit(MulStage stage) => 0;

    public long Visit(AveragePool2dStage stage) => 0;

    public long Visit(Resize2dStage stage) => 0;

    public long Visit(ConcatStage stage) => 0;

    public long Visit(ChannelSelectStage stage) => 0;

    public long Visit(CropPadStage stage) => 0;

    public long Visit(DepthToSpaceStage stage) => 0;

    public long Visit(PreluStage stage) => 0;

    public long Visit(MarginStage stage) => 0;

    public long Visit(TableStage stage) => 0;

    public long Visit(ThresholdStage stage) => 0;

    public long Visit(ForkStage stage) => 0;

    public long Visit(SkipStoreStage stage) => 0;

    public long Visit(SkipLoadStage stage) => 0;

    public long Visit(EngineStage stage) => stage.Program.Lines.Sum(l => (long)(l.Operator.Convolution?.Kernel.Shape.Count ?? 0) * l.Operator.Shape.Pixels / l.Operator.Window.Phases);

    public long Visit(WriteMaskStage stage) => 0;

    private static long Of(IntegerConv2d conv, Stage stage) => (long)stage.Output.Shape.Pixels * conv.Kernel.Shape.Count;
}
