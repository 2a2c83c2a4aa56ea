using System.Numerics;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Engine;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Cycles;

/// <summary>
/// The assumed pipeline of every kind of stage, for a clock that wants every DSP register: one register at the output of every stage, and before it
/// 2 cycles for a memory (address, output register), 3 for a multiplier (both operands, product, sum), one per level of an adder tree or of
/// comparisons, 1 for an accumulator, 2 to round and clip, 1 to rectify.
/// </summary>
internal sealed class PipelineDepths(Folding folding) : IStageVisitor<PipelineDepth>
{
    private const int Output = 1;
    private const int Memory = 2;
    private const int Multiplier = 3;
    private const int Accumulator = 1;
    private const int Rounding = 2;
    private const int Sum = Multiplier + 1 + Rounding;

    // From a request to the first word: an assumption, of the order that controllers of DDR3 take at 100 to 150 MHz.
    private const int MemoryBesideTheChip = 64;

    public PipelineDepth Visit(ReadImageStage stage) => Moves();

    public PipelineDepth Visit(AffineStage stage) => Scaled();

    public PipelineDepth Visit(Conv2dStage stage) => Sliding(stage.Operator, folding.InnerLanes);

    public PipelineDepth Visit(DepthwiseStage stage) => Sliding(stage.Operator, 1);

    public PipelineDepth Visit(DepthwiseAddStage stage) =>
        new(Sliding(stage.Operator, 1).Cycles + Sum, "line memory, products, accumulator, requantiser, sum");

    public PipelineDepth Visit(PointwisePairStage stage) => new(
        Memory + Products(stage.Expand, stage.Input.Shape.Channels / folding.InnerLanes) + Products(stage.Squeeze, folding.Lanes) + Output,
        "memory, then twice products, adder tree, accumulator and requantiser");

    public PipelineDepth Visit(AddStage stage) => new(Sum + Output, "products, sum, rounding");

    public PipelineDepth Visit(MulStage stage) => new((2 * Multiplier) + Rounding + Output, "two products, rounding");

    public PipelineDepth Visit(MaxPool2dStage stage) => new(Memory + 1 + Output, "line memory, comparison");

    public PipelineDepth Visit(Upsample2xStage stage) => stage.Mode == UpsampleMode.Nearest
        ? new(Memory + Output, "line memory")
        : new(Memory + Levels(4) + Output, "line memories, adders");

    public PipelineDepth Visit(AveragePool2dStage stage) => Scaled();

    public PipelineDepth Visit(Resize2dStage stage) => stage.Operator is { Rows.TotalWeight: 1, Columns.TotalWeight: 1 }
        ? new(Memory + Output, "line memory")
        : new(Memory + (3 * Multiplier) + 2 + Rounding + Output, "line memories, mixes of columns and of rows, scale, rounding");

    public PipelineDepth Visit(ConcatStage stage) => Moves();

    public PipelineDepth Visit(ChannelSelectStage stage) => Moves();

    public PipelineDepth Visit(CropPadStage stage) => Moves();

    public PipelineDepth Visit(DepthToSpaceStage stage) => new(Memory + Output, "line memory");

    public PipelineDepth Visit(PreluStage stage) => Scaled();

    public PipelineDepth Visit(MarginStage stage) => new(Levels(stage.Input.Shape.Channels) + 1 + Output, "comparisons, difference");

    public PipelineDepth Visit(TableStage stage) => new(Memory + Output, "table");

    public PipelineDepth Visit(ThresholdStage stage) => new(1 + Output, "comparison");

    public PipelineDepth Visit(ForkStage stage) => Moves();

    public PipelineDepth Visit(WriteMaskStage stage) => Moves();

    public PipelineDepth Visit(EngineStage stage) => new(EngineTimes.Pipeline, "maps, products, adder tree, accumulator, requantiser, shift and clip");

    public PipelineDepth Visit(SkipStoreStage stage) => new(Output + 1, "register, request of the next burst; the memory answers beside it");

    public PipelineDepth Visit(SkipLoadStage stage) => new(MemoryBesideTheChip + Output, "answer of the memory beside the chip");

    private static PipelineDepth Moves() => new(Output, "register");

    private static PipelineDepth Scaled() => new(Memory + Multiplier + Rounding + Output, "memory, product, rounding");

    private static PipelineDepth Sliding(IntegerConv2d conv, int products) =>
        new(Memory + Products(conv, products) + Output, "line memory, products, adder tree, accumulator, requantiser");

    // The requantiser of a turn takes what the accumulators of the turn before hold, and so comes after them in the pipeline.
    private static int Products(IntegerConv2d conv, int inputs) =>
        Multiplier + Levels(inputs) + Accumulator + (conv.RectifierBias.IsEmpty ? 0 : 1) + Multiplier + Rounding;

    private static int Levels(int inputs) => inputs <= 1 ? 0 : BitOperations.Log2((uint)(inputs - 1)) + 1;
}
