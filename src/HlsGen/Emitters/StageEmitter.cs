using FpgaSeg.Planning;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Emitters;

/// <summary>Finds the emitter of a stage.</summary>
internal sealed class StageEmitter(Folding folding) : IStageVisitor<StageCode>
{
    /// <summary>The code of one planned stage.</summary>
    public static StageCode Emit(StagePlan plan) => plan.Stage.Accept(new StageEmitter(plan.Folding));

    public StageCode Visit(ReadImageStage stage) => TransportEmitter.Emit(stage);

    public StageCode Visit(AffineStage stage) => AffineEmitter.Emit(stage, folding);

    public StageCode Visit(Conv2dStage stage) => ConvolutionEmitter.Emit(stage, folding);

    public StageCode Visit(DepthwiseStage stage) => DepthwiseEmitter.Emit(stage, folding);

    public StageCode Visit(DepthwiseAddStage stage) => DepthwiseEmitter.Emit(stage, folding);

    public StageCode Visit(PointwisePairStage stage) => PointwisePairEmitter.Emit(stage, folding);

    public StageCode Visit(AddStage stage) => PairwiseEmitter.Emit(stage, folding);

    public StageCode Visit(MaxPool2dStage stage) => MaxPool2dEmitter.Emit(stage, folding);

    public StageCode Visit(Upsample2xStage stage) => Upsample2xEmitter.Emit(stage, folding);

    public StageCode Visit(MulStage stage) => PairwiseEmitter.Emit(stage, folding);

    public StageCode Visit(AveragePool2dStage stage) => AveragePool2dEmitter.Emit(stage, folding);

    public StageCode Visit(Resize2dStage stage) => Resize2dEmitter.Emit(stage, folding);

    public StageCode Visit(ConcatStage stage) => RearrangementEmitter.Emit(stage);

    public StageCode Visit(ChannelSelectStage stage) => RearrangementEmitter.Emit(stage);

    public StageCode Visit(CropPadStage stage) => RearrangementEmitter.Emit(stage);

    public StageCode Visit(DepthToSpaceStage stage) => RearrangementEmitter.Emit(stage);

    public StageCode Visit(PreluStage stage) => PreluEmitter.Emit(stage, folding);

    public StageCode Visit(MarginStage stage) => MarginEmitter.Emit(stage);

    public StageCode Visit(TableStage stage) => TableEmitter.Emit(stage, folding);

    public StageCode Visit(ThresholdStage stage) => ThresholdEmitter.Emit(stage);

    public StageCode Visit(ForkStage stage) => TransportEmitter.Emit(stage);

    public StageCode Visit(SkipStoreStage stage) => ExternalSkipEmitter.Emit(stage);

    public StageCode Visit(SkipLoadStage stage) => ExternalSkipEmitter.Emit(stage);

    public StageCode Visit(EngineStage stage) => EngineEmitter.Emit(stage);

    public StageCode Visit(WriteMaskStage stage) => TransportEmitter.Emit(stage);
}
