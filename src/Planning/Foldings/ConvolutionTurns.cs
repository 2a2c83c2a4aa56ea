using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Foldings;

/// <summary>
/// The cycles of a convolution by a sliding window. The window goes over the padded map; on the stride grid it stays as long as its products
/// take, or the next pixel to enter if that is longer; elsewhere as long as a pixel takes to enter.
/// </summary>
/// <param name="Input">Input map.</param>
/// <param name="Window">The window, widened where it makes several pixels.</param>
/// <param name="Entry">Cycles in which a pixel enters the line memory, one word each.</param>
/// <param name="Folds">Cycles of the products of one position.</param>
/// <param name="Drain">Cycles in which the accumulators of one pixel that were finished last are requantised.</param>
/// <param name="Pixels">Neighbours of a row that are made at a position, one after the other requantised.</param>
internal sealed record ConvolutionTurns(FeatureShape Input, WindowGeometry Window, int Entry, int Folds, int Drain, int Pixels = 1)
{
    /// <summary>The cycles of a dense or grouped convolution.</summary>
    public static ConvolutionTurns Of(Conv2dStage stage, Folding folding)
    {
        var (kernel, window) = (stage.Operator.Kernel.Shape, PixelPairs.Widened(stage.Operator.Window, folding.Pixels));
        var words = kernel.InChannelsPerGroup / folding.InnerLanes * window.KernelHeight * window.KernelWidth;
        return new(
            stage.Input.Shape,
            window,
            stage.Input.Shape.Channels / folding.InnerLanes,
            kernel.OutChannels / folding.Lanes * words,
            folding.Lanes / folding.QuantLanes,
            folding.Pixels);
    }

    /// <summary>The cycles of a depthwise convolution.</summary>
    public static ConvolutionTurns Of(DepthwiseStage stage, Folding folding) => Depthwise(stage, stage.Operator, folding, 1);

    /// <summary>The same with a sum behind it.</summary>
    public static ConvolutionTurns Of(DepthwiseAddStage stage, Folding folding) => Depthwise(stage, stage.Operator, folding, folding.InnerLanes);

    private static ConvolutionTurns Depthwise(Stage stage, IntegerConv2d conv, Folding folding, int resultTurns)
    {
        var window = PixelPairs.Widened(conv.Window, folding.Pixels);
        var words = conv.Kernel.Shape.OutChannels / folding.Lanes;
        return new(
            stage.Input.Shape,
            window,
            words,
            words * window.KernelHeight * window.KernelWidth,
            folding.Lanes / folding.QuantLanes * resultTurns,
            folding.Pixels);
    }

    /// <summary>The cycles of a maximum.</summary>
    public static ConvolutionTurns Of(MaxPool2dStage stage, int lanes)
    {
        var words = stage.Input.Shape.Channels / lanes;
        var window = stage.Operator.Window;
        return new(stage.Input.Shape, window, words, words * window.KernelHeight * window.KernelWidth, Drain: 1);
    }

    private int PaddedHeight { get; } = Input.Height + Window.PadTop + Window.PadBottom;

    private int PaddedWidth { get; } = Input.Width + Window.PadLeft + Window.PadRight;

    private int OutHeight { get; } = ((Input.Height + Window.PadTop + Window.PadBottom - Window.ExtentY) / Window.StrideY) + 1;

    // Positions at which something is made.
    private int OutWidth { get; } = ((Input.Width + Window.PadLeft + Window.PadRight - Window.ExtentX) / Window.StrideX) + 1;

    private int Stay { get; } = Math.Max(Folds, Entry);

    /// <summary>Cycles of a frame.</summary>
    public long All
    {
        get
        {
            var outputs = (long)OutHeight * OutWidth;
            return Entry + (outputs * Stay) + ((((long)PaddedHeight * PaddedWidth) - outputs) * Entry) + ((long)Pixels * Drain);
        }
    }

    /// <summary>
    /// Input pixels of which a word has been read when output pixel <paramref name="output"/> is written: while the window rests at a position
    /// the pixel of the next one enters, and the last results leave some cycles after their products.
    /// </summary>
    public int ReadWhenWritten(int output)
    {
        var (oy, column) = Math.DivRem(output, OutWidth * Pixels);
        var (ox, pixel) = Math.DivRem(column, Pixels);
        int y = (oy * Window.StrideY) + Window.ExtentY - 1, x = (ox * Window.StrideX) + Window.ExtentX - 1;
        var position = (y * PaddedWidth) + x;
        var late = Folds + ((pixel + 1) * Drain) - 1;
        while (position < PaddedHeight * PaddedWidth && late >= StayAt(position))
            late -= StayAt(position++);
        return PixelsUpTo(position + (late > 0 ? 1 : 0));
    }

    /// <summary>Cycle in which input pixel (y, x) is read: the first of the position before its own.</summary>
    public long ReadTurn(int y, int x) => StartOf(((y + Window.PadTop) * PaddedWidth) + x + Window.PadLeft - 1);

    /// <summary>Cycle in which output pixel (y, x) is written: when the accumulators that its last products finish are requantised.</summary>
    public long WriteTurn(int y, int x)
    {
        var (position, pixel) = Math.DivRem(x, Pixels);
        int down = (y * Window.StrideY) + Window.ExtentY - 1, right = (position * Window.StrideX) + Window.ExtentX - 1;
        return StartOf((down * PaddedWidth) + right) + Folds - 1 + ((pixel + 1) * Drain);
    }

    // First cycle of a position; that of position -1, before the first, is 0.
    private long StartOf(int position)
    {
        if (position < 0)
            return 0;
        var (y, x) = Math.DivRem(position, PaddedWidth);
        int down = y - (Window.ExtentY - 1), right = x - (Window.ExtentX - 1);
        long rows = Math.Min(Before(down, Window.StrideY), OutHeight);
        var onGrid = down >= 0 && down % Window.StrideY == 0;
        var outputs = (rows * OutWidth) + (onGrid ? Math.Min(Before(right, Window.StrideX), OutWidth) : 0);
        return ((position + 1L) * Entry) + (outputs * (Stay - Entry));
    }

    // Multiples of the stride from 0 up to but without n.
    private static int Before(int n, int stride) => n <= 0 ? 0 : ((n - 1) / stride) + 1;

    private int StayAt(int position)
    {
        var (y, x) = Math.DivRem(position, PaddedWidth);
        int down = y - (Window.ExtentY - 1), right = x - (Window.ExtentX - 1);
        return down >= 0 && right >= 0 && down % Window.StrideY == 0 && right % Window.StrideX == 0 ? Stay : Entry;
    }

    // Pixels of the map up to and with a position of the padded map.
    private int PixelsUpTo(int position)
    {
        var (y, x) = Math.DivRem(position, PaddedWidth);
        int row = y - Window.PadTop, column = x - Window.PadLeft;
        return row < 0 ? 0
            : row >= Input.Height ? Input.Height * Input.Width
            : (row * Input.Width) + Math.Clamp(column + 1, 0, Input.Width);
    }
}
