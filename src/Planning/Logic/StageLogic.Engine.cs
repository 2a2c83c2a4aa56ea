using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Planning.Engine;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Logic;

/// <summary>The shared engine: lanes, then what counts and addresses.</summary>
internal sealed partial class StageLogic
{
    private const int OperandBits = 9;
    private const int WordsPerBlock = 1024;

    public LogicCount Visit(EngineStage stage)
    {
        var program = stage.Program;
        return (program.Lanes * EngineLane(program)) + EngineWords(program) + EngineControl(program, EngineWidths.Of(program));
    }

    // Sums of products, or the larger, or the operand itself; then rectifier, product, one of a few shifts, clip between limits of the operator.
    private LogicCount EngineLane(EngineProgram program)
    {
        var (bits, lanes) = (program.AccumulatorBits, program.Lanes);
        int dense = program.DenseBits + OperandBits, depthwise = program.DepthwiseBits + OperandBits;
        var shifts = program.Lines.Max(l => l.Operator.Rule?.Shift ?? 0) - program.LeastShift + 1;
        var sum = Requantizer.ProductBits - program.LeastShift;
        return _data.Single(dense, lanes, bits, inLogic: false) + _data.Single(depthwise, 1, bits, inLogic: false) + _data.Select(4, bits)
            + LogicCount.OfData(_blocks.Max.At(bits), bits)
            + (program.Rectifies ? LogicCount.OfData(_blocks.Rectify.At(bits)) : default)
            + _data.AddToProduct(Requantizer.ProductBits, inLogic: false) + _data.Select(2, Requantizer.ProductBits) + _data.Select(shifts, sum)
            + (2 * _data.Clip(sum, NumberFormat.Int8)) + LogicCount.OfData(0, Requantizer.ProductBits + sum + OperandBits);
    }

    // The maps are many blocks above each other; padding takes the place of a word.
    private LogicCount EngineWords(EngineProgram program)
    {
        var word = program.Lanes * 8;
        return _data.Select((program.Pages.Words + WordsPerBlock - 1) / WordsPerBlock, word) + _data.Select(2, word) + LogicCount.OfData(0, 4 * word)
            + (program.UsesMemory ? LogicCount.OfData(AdapterLuts, AdapterFlipFlops) : default);
    }

    // Counters of the loops over a row; sums of addresses; products of a column with words of a pixel, of a row with the stride and of a tap with the
    // dilation, made of tables; comparisons of rows; the line of the program at work.
    private LogicCount EngineControl(EngineProgram program, EngineWidths widths)
    {
        var counters = (3 * _data.Counter(1 << widths.Side)) + (3 * _data.Counter(1 << widths.Kernel)) + (3 * _data.Counter(1 << widths.Weight)) + _data.Counter(1 << widths.Page);
        var sums = (12 * _blocks.Add.At(widths.Side + 1)) + (4 * _blocks.Add.At(widths.Page)) + (3 * _blocks.Add.At(widths.Weight));
        double products = widths.Side * (widths.Group + widths.Kernel + widths.Kernel + widths.Kernel);
        var compares = 8 * _blocks.Threshold.At(widths.Side + 1);
        var lines = _data.Select(program.MostRows, widths.Page) + _data.Registers(program.MostRows, widths.Page);
        var control = sums + products + compares;
        return counters + lines + new LogicCount(0, control, 2 * control, EngineFields.Bits(program));
    }
}
