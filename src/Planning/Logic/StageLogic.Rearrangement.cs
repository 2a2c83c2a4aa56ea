using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Logic;

/// <summary>Pooling, resizing, and the stages that only move values.</summary>
internal sealed partial class StageLogic
{
    public LogicCount Visit(MaxPool2dStage stage)
    {
        var (lanes, bits) = (folding.Lanes, stage.Input.Format.Bits);
        return Window(stage, ConvolutionTurns.Of(stage, lanes), lanes)
            + LogicCount.OfData(lanes * _blocks.Max.At(bits), 2 * lanes * bits) + _data.Registers(stage.Input.Shape.Channels / lanes, lanes * bits);
    }

    /// <summary>Sums along a row, sums of rows, and the means of a row, folded over channels.</summary>
    public LogicCount Visit(AveragePool2dStage stage)
    {
        var (op, channels) = (stage.Operator, stage.Input.Shape.Channels);
        int bits = AccumulatorWidths.BitsOf(op, stage.Input.Format), sum = bits + Requantizer.MultiplierBits;
        int columns = PoolSteps.BinsOf(op.Columns), rows = PoolSteps.BinsOf(op.Rows);
        var mean = _data.AddToProduct(sum) + _data.Clip(sum - op.Shift, stage.Output.Format);
        return Raster(stage.Input.Shape.Height, stage.Input.Shape.Width) + (3 * _data.Counter(stage.Output.Shape.Width + 1))
            + LogicCount.OfData((columns + rows) * channels * _blocks.Accumulate.At(bits), columns * channels * bits)
            + _data.Select(columns, channels * bits) + _data.Select(rows * channels / folding.Lanes, folding.Lanes * bits)
            + (folding.Lanes * mean) + _data.Registers(channels / folding.Lanes, folding.Lanes * stage.Output.Format.Bits);
    }

    /// <summary>Bilinear: four words in registers, each chosen among the four by row and column, mixed channel by channel.</summary>
    public LogicCount Visit(Upsample2xStage stage)
    {
        var (input, bits, lanes) = (stage.Input.Shape, stage.Input.Format.Bits, folding.Lanes);
        if (stage.Mode == UpsampleMode.Nearest)
            return Raster(2 * input.Height, 2 * input.Width);
        var (words, word) = (input.Channels / lanes, lanes * bits);
        return Raster(input.Height + 1, input.Width + 1) + (2 * _data.Counter(2)) + _data.Counter(words)
            + LogicCount.OfData(0, stage.Input.BitsPerPixel) + _data.Select(words, word) + (2 * _data.Select(2, word)) + (4 * _data.Select(4, word))
            + LogicCount.OfData(lanes * _blocks.Mix.At(bits), 4 * word) + (2 * _data.Registers(words, word));
    }

    /// <summary>Per axis a source coordinate that grows by a fraction; per lane the mixes of two columns and of two rows.</summary>
    public LogicCount Visit(Resize2dStage stage)
    {
        var (op, input, output) = (stage.Operator, stage.Input, stage.Output.Shape);
        var widths = ResizeWidths.Of(op, input.Format);
        int words = input.Shape.Channels / folding.Lanes, position = WindowBits.Index((Math.Max(input.Shape.Height, input.Shape.Width) * op.Rows.Denominator) + 1);
        var mixes = (op.Columns.TotalWeight > 1 ? 4 * _data.Add(widths.Row) : default) + (op.Rows.TotalWeight > 1 ? 2 * _data.Add(widths.Sum) : default);
        var sum = widths.Sum + WindowBits.Index(Math.Abs(op.Multiplier) + 1);
        return Raster(input.Shape.Height, input.Shape.Width) + Raster(output.Height, output.Width) + _data.Counter(words + 1)
            + (4 * (_data.Add(position) + LogicCount.OfData(_blocks.Threshold.At(position), position)))
            + _data.Select(4 * words, folding.Lanes * input.Format.Bits)
            + (folding.Lanes * (mixes + _data.AddToProduct(sum) + _data.Clip(sum - op.Shift, stage.Output.Format)))
            + _data.Registers(words, folding.Lanes * stage.Output.Format.Bits);
    }

    public LogicCount Visit(ConcatStage stage) => Pixels(stage.Input.Shape.Pixels);

    public LogicCount Visit(ChannelSelectStage stage) => Pixels(stage.Input.Shape.Pixels);

    /// <summary>Which coordinates are read and written, and the zeros beside the map.</summary>
    public LogicCount Visit(CropPadStage stage)
    {
        var (input, output) = (stage.Input.Shape, stage.Output.Shape);
        int height = Math.Max(input.Height, output.Height), width = Math.Max(input.Width, output.Width);
        var compares = 4 * (_blocks.Threshold.At(WindowBits.Index(height)) + _blocks.Threshold.At(WindowBits.Index(width)));
        return Raster(height, width) + LogicCount.OfData(compares + stage.Input.BitsPerPixel);
    }

    public LogicCount Visit(DepthToSpaceStage stage)
    {
        var (op, input) = (stage.Operator, stage.Input.Shape);
        return Raster(input.Height, input.Width) + _data.Counter(op.BlockY) + _data.Counter(op.BlockX)
            + _data.Select(op.BlockY * op.BlockX, stage.Output.BitsPerPixel) + LogicCount.OfData(0, stage.Input.BitsPerPixel);
    }

    public LogicCount Visit(MarginStage stage)
    {
        var (channels, bits) = (stage.Input.Shape.Channels, stage.Input.Format.Bits);
        return Pixels(stage.Input.Shape.Pixels) + LogicCount.OfData(Math.Max(0, channels - 2) * _blocks.Max.At(bits)) + _data.Add(bits + 2);
    }

    public LogicCount Visit(ThresholdStage stage) =>
        Pixels(stage.Input.Shape.Pixels) + LogicCount.OfData(stage.Input.Shape.Channels * _blocks.Threshold.At(stage.Input.Format.Bits));

    public LogicCount Visit(ForkStage stage) => Pixels(stage.Input.Shape.Pixels);

    public LogicCount Visit(ReadImageStage stage) =>
        Pixels(stage.Output.Shape.Pixels) + _data.Counter(stage.Output.Shape.Channels) + _data.Registers(stage.Output.Shape.Channels, stage.Output.Format.Bits);

    public LogicCount Visit(WriteMaskStage stage) => Pixels(stage.Input.Shape.Pixels) + _data.Registers(8, 1);

    private LogicCount Pixels(int pixels) => _data.Counter(pixels);

    private LogicCount Raster(int height, int width) => _data.Counter(height) + _data.Counter(width);
}
