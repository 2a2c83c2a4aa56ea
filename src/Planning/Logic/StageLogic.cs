using FpgaSeg.Boards;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Logic;

/// <summary>
/// The tables and flip-flops of a stage with its folding, from the loops of its kernel in hw/hls. Multipliers are DSP blocks, memories are
/// counted by the memory plan.
/// </summary>
internal sealed partial class StageLogic(Folding folding, DeviceFamily family) : IStageVisitor<LogicCount>
{
    private const int AdapterLuts = 500;
    private const int AdapterFlipFlops = 700;

    private readonly LogicBlocks _blocks = MeasuredBlocks.Of(family.Name);
    private readonly Datapath _data = new(family, MeasuredBlocks.Of(family.Name));

    public LogicCount Visit(Conv2dStage stage)
    {
        var conv = stage.Operator;
        return Window(stage, ConvolutionTurns.Of(stage, folding), folding.InnerLanes)
            + _data.Products(conv, stage.Input.Format, folding.Packing, folding.Lanes * folding.Pixels, folding.InnerLanes, folding.LogicProducts)
            + Drained(conv, stage.Input.Format, stage.Output.Format, stage, folding.Lanes);
    }

    public LogicCount Visit(DepthwiseStage stage) => Depthwise(stage, stage.Operator, ConvolutionTurns.Of(stage, folding), stage.Output.Format);

    /// <summary>The pixel under the middle tap is kept beside each accumulator and waits with it; the sum follows the requantiser.</summary>
    public LogicCount Visit(DepthwiseAddStage stage)
    {
        var turns = ConvolutionTurns.Of(stage, folding);
        var (window, input, quant, waiting) = (turns.Window, stage.Input.Format, folding.QuantLanes, folding.Lanes * folding.Pixels);
        var isMiddle = LogicCount.OfData(_blocks.Threshold.At(WindowBits.Index(window.KernelHeight)) + (folding.Pixels * _blocks.Threshold.At(WindowBits.Index(window.KernelWidth))));
        return Depthwise(stage, stage.Operator, turns, stage.MiddleFormat) + isMiddle
            + LogicCount.OfData(0, 2 * waiting * input.Bits) + _data.Select(waiting / quant, quant * input.Bits)
            + (folding.InnerLanes == 2 ? _data.Counter(2) : default)
            + (quant * _data.Sum(stage.Sum, stage.MiddleFormat, input, stage.Output.Format, folding.InnerLanes == 2, folding.LogicSum));
    }

    public LogicCount Visit(PointwisePairStage stage)
    {
        int inputs = stage.Input.Shape.Channels, outputs = stage.Output.Shape.Channels;
        int middleLanes = folding.Lanes, folds = folding.InnerLanes, outLanes = outputs / folds;
        int second = AccumulatorWidths.BitsOf(stage.Squeeze, stage.MiddleFormat), word = inputs / folds * stage.Input.Format.Bits;
        return _data.Counter(stage.Input.Shape.Pixels) + _data.Counter(stage.Rounds(middleLanes)) + _data.Counter(folds) + (2 * _data.Counter(outputs + 1))
            + LogicCount.OfData(0, stage.Input.BitsPerPixel) + _data.Select(folds, word)
            + _data.Products(stage.Expand, stage.Input.Format, folding.Packing, middleLanes, inputs / folds, folding.LogicProducts)
            + (middleLanes * _data.Requantise(stage.Expand, stage.Input.Format, stage.MiddleFormat, folding.LogicRequantisers))
            + LogicCount.OfData(0, middleLanes * stage.MiddleFormat.Bits)
            + _data.Products(stage.Squeeze, stage.MiddleFormat, folding.SecondPacking, outLanes, middleLanes, folding.LogicProducts)
            + Kept(folds, outLanes * second)
            + Drained(stage.Squeeze, stage.MiddleFormat, stage.Output.Format, stage, outputs);
    }

    public LogicCount Visit(AffineStage stage) =>
        ByChannel(stage) + (folding.Lanes * _data.Requantise(stage.Operator.Requantizer, stage.Input.Format.Bits + 1, false, stage.Output.Format));

    public LogicCount Visit(PreluStage stage)
    {
        var sum = stage.Input.Format.Bits + 1 + Requantizer.MultiplierBits;
        var lane = _data.Select(2, Requantizer.MultiplierBits) + _data.AddToProduct(sum) + _data.Clip(sum - stage.Operator.Shift, stage.Output.Format);
        return ByChannel(stage) + (folding.Lanes * lane);
    }

    public LogicCount Visit(AddStage stage)
    {
        var isShared = folding.InnerLanes == 2;
        return ByChannel(stage) + Second(stage) + (isShared ? _data.Counter(2) : default)
            + (folding.Lanes * _data.Sum(stage.Operator, stage.Inputs[0].Format, stage.Inputs[1].Format, stage.Output.Format, isShared, folding.LogicProducts));
    }

    public LogicCount Visit(MulStage stage)
    {
        var sum = stage.Inputs[0].Format.Bits + stage.Inputs[1].Format.Bits + WindowBits.Index(Math.Abs(stage.Operator.Multiplier) + 1) + 1;
        return ByChannel(stage) + Second(stage) + (folding.Lanes * (_data.AddToProduct(sum) + _data.Clip(sum - stage.Operator.Shift, stage.Output.Format)));
    }

    /// <summary>A burst's counters, the word's choice, and a port's adapter.</summary>
    public LogicCount Visit(SkipStoreStage stage) => Bursts(stage.Region) + _data.Select(stage.Region.WordsPerPixel, ExternalRegion.WordBits) + LogicCount.OfData(0, stage.Input.BitsPerPixel);

    public LogicCount Visit(SkipLoadStage stage) => Bursts(stage.Region) + _data.Registers(stage.Region.WordsPerPixel, ExternalRegion.WordBits);

    public LogicCount Visit(TableStage stage) => ByChannel(stage);

    // The adapter of an AXI master of 64 bits in one direction: an assumption (docs/planning.md).
    private LogicCount Bursts(ExternalRegion region) =>
        _data.Counter(region.Bursts) + _data.Counter(region.WordsPerBurst) + _data.Counter(region.WordsPerPixel) + LogicCount.OfData(AdapterLuts, AdapterFlipFlops);

    // sliding_window.hpp: control, the pixel that enters word by word, and the choice between new pixels, lines and padding.
    private LogicCount Window(Stage stage, ConvolutionTurns turns, int wordLanes)
    {
        var words = stage.Input.Shape.Channels / wordLanes;
        var (bits, word) = (WindowBits.Of(stage.Input.Shape, turns.Window, words, turns.Folds), wordLanes * stage.Input.Format.Bits);
        return new LogicCount(0, _blocks.WindowControl.At(bits), _blocks.WindowControl.At(bits), bits)
            + LogicCount.OfData(0, stage.Input.BitsPerPixel) + _data.Select(words, word) + _data.Select(2, word);
    }

    private LogicCount Depthwise(Stage stage, IntegerConv2d conv, ConvolutionTurns turns, NumberFormat rounded) =>
        Window(stage, turns, folding.Lanes)
        + (folding.Lanes * _data.Products(conv, stage.Input.Format, folding.Packing, folding.Pixels, 1, folding.LogicProducts))
        + Drained(conv, stage.Input.Format, rounded, stage, folding.Lanes);

    // Accumulators wait in registers of their own while the next ones fill; of neighbours, both results are put together, and one is chosen to leave.
    private LogicCount Drained(IntegerConv2d conv, NumberFormat input, NumberFormat rounded, Stage stage, int waiting)
    {
        int accumulator = AccumulatorWidths.BitsOf(conv, input), quant = folding.QuantLanes, results = stage.Output.Shape.Channels * folding.Pixels;
        waiting *= folding.Pixels;
        return LogicCount.OfData(0, waiting * accumulator) + _data.Select(waiting / quant, quant * accumulator)
            + (quant * _data.Requantise(conv, input, rounded, folding.LogicRequantisers))
            + _data.Registers(results / quant, quant * stage.Output.Format.Bits) + _data.Select(folding.Pixels, stage.Output.BitsPerPixel);
    }

    // Accumulators of several folds, of which one set is read and written per cycle.
    private LogicCount Kept(int folds, int bits) => folds == 1 ? default : _data.Select(folds, bits) + _data.Registers(folds, bits);

    // A pixel is kept, a few of its channels are worked on per cycle, the first of them as it comes, and the result is put together.
    private LogicCount ByChannel(Stage stage)
    {
        int words = stage.Input.Shape.Channels / folding.Lanes, bits = folding.Lanes * stage.Input.Format.Bits;
        return _data.Counter(stage.Input.Shape.Pixels) + (words > 1 ? _data.Counter(words) : default)
            + (words > 1 ? LogicCount.OfData(0, stage.Input.BitsPerPixel) + _data.Select(2, stage.Input.BitsPerPixel) : default) + _data.Select(words, bits)
            + _data.Registers(words, folding.Lanes * stage.Output.Format.Bits);
    }

    // The other operand's pixel, likewise.
    private LogicCount Second(Stage stage)
    {
        var (second, words) = (stage.Inputs[1], stage.Inputs[1].Shape.Channels / folding.Lanes);
        var kept = LogicCount.OfData(0, second.BitsPerPixel);
        return second.Shape.Channels == 1 || words == 1 ? kept : kept + _data.Select(2, second.BitsPerPixel) + _data.Select(words, folding.Lanes * second.Format.Bits);
    }
}
