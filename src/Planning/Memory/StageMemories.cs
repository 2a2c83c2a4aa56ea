using System.Collections.Immutable;
using FpgaSeg.Boards;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Engine;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Memory;

/// <summary>The memories of a stage with its folding; registers that hold a pixel or a word are none.</summary>
internal sealed class StageMemories(Folding folding) : IStageVisitor<ImmutableArray<MemoryNeed>>
{
    public ImmutableArray<MemoryNeed> Visit(Conv2dStage stage)
    {
        var turns = ConvolutionTurns.Of(stage, folding);
        return
        [
            .. Window(stage, turns.Window, folding.InnerLanes),
            Rom("weights", turns.Folds, folding.Lanes * folding.Pixels * folding.InnerLanes * stage.Operator.WeightBits),
            Scales("scales", stage.Operator, stage.Output.Shape.Channels, folding.QuantLanes),
        ];
    }

    public ImmutableArray<MemoryNeed> Visit(DepthwiseStage stage) => Depthwise(stage, stage.Operator, ConvolutionTurns.Of(stage, folding));

    public ImmutableArray<MemoryNeed> Visit(DepthwiseAddStage stage) => Depthwise(stage, stage.Operator, ConvolutionTurns.Of(stage, folding));

    public ImmutableArray<MemoryNeed> Visit(PointwisePairStage stage)
    {
        int rounds = stage.Rounds(folding.Lanes), inputs = stage.Input.Shape.Channels, outputs = stage.Output.Shape.Channels;
        var words = rounds * folding.InnerLanes;
        return
        [
            Rom("weights1", words, folding.Lanes * (inputs / folding.InnerLanes) * stage.Expand.WeightBits),
            Scales("scales1", stage.Expand, rounds * folding.Lanes, folding.Lanes),
            Rom("weights2", words, outputs / folding.InnerLanes * folding.Lanes * stage.Squeeze.WeightBits),
            Scales("scales2", stage.Squeeze, outputs, folding.QuantLanes),
        ];
    }

    public ImmutableArray<MemoryNeed> Visit(MaxPool2dStage stage) => [.. Window(stage, stage.Operator.Window, folding.Lanes)];

    /// <summary>A row of sums for every row of bins that shares an input row with another.</summary>
    public ImmutableArray<MemoryNeed> Visit(AveragePool2dStage stage)
    {
        var bits = stage.Input.Shape.Channels * AccumulatorWidths.BitsOf(stage.Operator, stage.Input.Format);
        PoolSteps rows = PoolSteps.Of(stage.Operator.Rows), columns = PoolSteps.Of(stage.Operator.Columns);
        return
        [
            Lines("sums", stage.Output.Shape.Width, bits, rows.Bins),
            Rom("rows", rows.Steps.Length, PoolSteps.StepBits(rows.Bins)),
            Rom("columns", columns.Steps.Length, PoolSteps.StepBits(columns.Bins)),
            Rom("kinds", stage.Output.Shape.Width, PoolSteps.KindBits),
            Rom("multipliers", rows.Lengths.Length * columns.Lengths.Length, Requantizer.MultiplierBits),
        ];
    }

    /// <summary>Bilinear: two rows, and of both the column before, which one word holds where nothing is folded.</summary>
    public ImmutableArray<MemoryNeed> Visit(Upsample2xStage stage)
    {
        var (shape, bits) = (stage.Input.Shape, stage.Input.Format.Bits);
        if (stage.Mode == UpsampleMode.Nearest)
            return [Lines("line", shape.Width, stage.Input.BitsPerPixel)];
        var (folds, width) = (shape.Channels / folding.Lanes, folding.Lanes * bits);
        var lines = Lines("lines", shape.Width * folds, width, banks: 2);
        return folds == 1 ? [lines] : [lines, new MemoryNeed("left", new MemoryShape(folds, width), MemoryUse.Immediate, Banks: 2)];
    }

    public ImmutableArray<MemoryNeed> Visit(Resize2dStage stage) =>
        [Lines("lines", stage.Input.Shape.Width, stage.Input.BitsPerPixel, stage.Operator.Rows.TotalWeight > 1 ? 2 : 1)];

    public ImmutableArray<MemoryNeed> Visit(DepthToSpaceStage stage) => stage.Operator.BlockY == 1
        ? []
        : [Lines("line", stage.Input.Shape.Width, stage.Input.BitsPerPixel)];

    public ImmutableArray<MemoryNeed> Visit(AffineStage stage) =>
        [Rom("scales", stage.Input.Shape.Channels / folding.Lanes, folding.Lanes * (Requantizer.MultiplierBits + RequantiserWidths.Offset(stage.Operator.Requantizer)))];

    public ImmutableArray<MemoryNeed> Visit(PreluStage stage) =>
        [Rom("slopes", stage.Input.Shape.Channels / folding.Lanes, folding.Lanes * Requantizer.MultiplierBits)];

    /// <summary>Every lane reads at an address of its own.</summary>
    public ImmutableArray<MemoryNeed> Visit(TableStage stage) =>
        [Rom("entries", 1 << stage.Input.Format.Bits, stage.Output.Format.Bits, folding.Lanes)];

    public ImmutableArray<MemoryNeed> Visit(ReadImageStage stage) => [];

    public ImmutableArray<MemoryNeed> Visit(AddStage stage) => [];

    public ImmutableArray<MemoryNeed> Visit(MulStage stage) => [];

    public ImmutableArray<MemoryNeed> Visit(ConcatStage stage) => [];

    public ImmutableArray<MemoryNeed> Visit(ChannelSelectStage stage) => [];

    public ImmutableArray<MemoryNeed> Visit(CropPadStage stage) => [];

    public ImmutableArray<MemoryNeed> Visit(MarginStage stage) => [];

    public ImmutableArray<MemoryNeed> Visit(ThresholdStage stage) => [];

    public ImmutableArray<MemoryNeed> Visit(ForkStage stage) => [];

    public ImmutableArray<MemoryNeed> Visit(SkipStoreStage stage) => [BurstBuffer(stage.Region)];

    public ImmutableArray<MemoryNeed> Visit(SkipLoadStage stage) => [BurstBuffer(stage.Region)];

    public ImmutableArray<MemoryNeed> Visit(WriteMaskStage stage) => [];

    /// <summary>Maps in pages, weights and scales of all operators, the program, and what the engine remembers of rows and pages.</summary>
    public ImmutableArray<MemoryNeed> Visit(EngineStage stage)
    {
        var program = stage.Program;
        var (lanes, widths) = (program.Lanes, EngineWidths.Of(program));
        MemoryNeed Small(string name, int depth, int width) => new(name, new MemoryShape(depth, width), MemoryUse.Immediate);
        return
        [
            Lines("maps", program.Pages.Words, lanes * MapBits),
            Rom("dense", program.DenseWords, lanes * lanes * program.DenseBits),
            Rom("depthwise", program.DepthwiseWords, lanes * program.DepthwiseBits),
            Rom("scales", program.Scales, Requantizer.MultiplierBits + program.OffsetBits + program.RectifierBits),
            Rom("program", program.Lines.Length, EngineFields.Bits(program)),
            Rom("classes", program.Pages.Classes.Length, 2 * widths.Page),
            Rom("pages", program.Pages.Count, widths.Page),
            Rom("sweeps", program.Schedule.Sweeps.Length, EngineWidths.Bits(program.Schedule.Sweeps.Max())),
            Small("free", program.Pages.Count, widths.Page),
            Small("rows", program.TableRows, widths.Page),
            Small("given_back", program.Lines.Length, widths.Side),
            Small("next_row", program.Lines.Length, widths.Side),
            Small("scale_multipliers", program.MostScales, lanes * Requantizer.MultiplierBits),
            Small("scale_offsets", program.MostScales, lanes * program.OffsetBits),
            Small("scale_rectifiers", program.MostScales, lanes * program.RectifierBits),
        ];
    }

    private const int MapBits = 8;

    private ImmutableArray<MemoryNeed> Depthwise(Stage stage, IntegerConv2d conv, ConvolutionTurns turns) =>
    [
        .. Window(stage, turns.Window, folding.Lanes),
        Rom("weights", turns.Folds, folding.Lanes * folding.Pixels * conv.WeightBits),
        Scales("scales", conv, stage.Output.Shape.Channels, folding.QuantLanes),
    ];

    // The line memory of a sliding window: rows above the newest; and the newest pixels, of which a word is read for the window in the cycle
    // of its address while another moves on to the rows.
    private static IEnumerable<MemoryNeed> Window(Stage stage, WindowGeometry window, int wordLanes)
    {
        var (input, width) = (stage.Input.Shape, wordLanes * stage.Input.Format.Bits);
        var words = input.Channels / wordLanes;
        if (window.ExtentY > 1)
            yield return Lines("lines", (window.ExtentY - 1) * input.Width * words, width);
        yield return new MemoryNeed("recent", new MemoryShape(RecentPixels(window) * words, width), MemoryUse.Immediate, Reads: window.ExtentY > 1 ? 2 : 1);
    }

    // line_memory.hpp: the next power of two, so that addresses wrap by themselves.
    private static int RecentPixels(WindowGeometry window) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)window.ExtentX + 2);

    private static MemoryNeed Scales(string name, IntegerConv2d conv, int channels, int lanes)
    {
        var rectifier = conv.RectifierBias.IsEmpty ? 0 : RequantiserWidths.Rectifier(conv.RectifierBias);
        var multiplier = conv.Requantizer.Multipliers.All(m => m == 1) ? 0 : Requantizer.MultiplierBits;
        return Rom(name, channels / lanes, lanes * (multiplier + RequantiserWidths.Offset(conv.Requantizer) + rectifier));
    }

    // The port's adapter holds the bursts that are under way: two, as top.cpp asks for.
    private static MemoryNeed BurstBuffer(ExternalRegion region) =>
        new("bursts", new MemoryShape(2 * region.WordsPerBurst, ExternalRegion.WordBits), MemoryUse.Fifo);

    private static MemoryNeed Rom(string name, int depth, int width, int reads = 1) => new(name, new MemoryShape(depth, width), MemoryUse.Rom, reads);

    private static MemoryNeed Lines(string name, int depth, int width, int banks = 1) =>
        new(name, new MemoryShape(depth, width), MemoryUse.Lines, Banks: banks);
}
