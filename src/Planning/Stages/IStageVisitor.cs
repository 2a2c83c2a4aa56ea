namespace FpgaSeg.Planning.Stages;

/// <summary>One method per kind of stage.</summary>
public interface IStageVisitor<out TResult>
{
    TResult Visit(ReadImageStage stage);

    TResult Visit(AffineStage stage);

    TResult Visit(Conv2dStage stage);

    TResult Visit(DepthwiseStage stage);

    TResult Visit(DepthwiseAddStage stage);

    TResult Visit(PointwisePairStage stage);

    TResult Visit(AddStage stage);

    TResult Visit(MaxPool2dStage stage);

    TResult Visit(Upsample2xStage stage);

    TResult Visit(MulStage stage);

    TResult Visit(AveragePool2dStage stage);

    TResult Visit(Resize2dStage stage);

    TResult Visit(ConcatStage stage);

    TResult Visit(ChannelSelectStage stage);

    TResult Visit(CropPadStage stage);

    TResult Visit(DepthToSpaceStage stage);

    TResult Visit(PreluStage stage);

    TResult Visit(MarginStage stage);

    TResult Visit(TableStage stage);

    TResult Visit(ThresholdStage stage);

    TResult Visit(ForkStage stage);

    TResult Visit(SkipStoreStage stage);

    TResult Visit(SkipLoadStage stage);

    TResult Visit(EngineStage stage);

    TResult Visit(WriteMaskStage stage);
}
