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
/// <param name="Window">The window.</param>
/// <param name="Entry">Cycles in which a pixel enters the line memory, one word each.</param>
/// <param name="Folds">Cycles of the products of one output pixel.</param>
/// <param name="Drain">Cycles in which the accumulators finished last are requantised.</param>
internal sealed record ConvolutionTurns(FeatureShape Input, WindowGeometry Window, int Entry, int Folds, int Drain)
{
    /// <summary>The cycles of a dense or grouped convolution.</summary>
    public static ConvolutionTurns Of(Conv2dStage stage, int outLanes, int inLanes, int quantLanes)
    {
        var kernel = stage.Operator.Kernel.Shape;
        var folds = kernel.OutChannels / outLanes * (kernel.WeightsPerOutput / inLanes);
        return new(stage.Input.Shape, stage.Operator.Window, stage.Input.Shape.Channels / inLanes, folds, outLanes / quantLanes);
    }

    /// <summary>The cycles of a depthwise convolution.</summary>
    public static ConvolutionTurns Of(DepthwiseStage stage, int lanes, int quantLanes) => Depthwise(stage, stage.Operator, lanes, lanes / quantLanes);

    /// <summary>The same with a sum behind it, each result of which takes so many cycles.</summary>
    public static ConvolutionTurns Of(DepthwiseAddStage stage, int lanes, int quantLanes, int sumTurns) =>
        Depthwise(stage, stage.Operator, lanes, lanes / quantLanes * sumTurns);

    private static ConvolutionTurns Depthwise(Stage stage, IntegerConv2d conv, int lanes, int drain)
    {
        var kernel = conv.Kernel.Shape;
        var words = kernel.OutChannels / lanes;
        return new(stage.Input.Shape, conv.Window, words, words * kernel.WeightsPerOutput, drain);
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

    private int OutWidth { get; } = ((Input.Width + Window.PadLeft + Window.PadRight - Window.ExtentX) / Window.StrideX) + 1;

    private int Stay { get; } = Math.Max(Folds, Entry);

    /// <summary>Cycles of a frame.</summary>
    public long All
    {
        get
        {
            var outputs = (long)OutHeight * OutWidth;
            return Entry + (outputs * Stay) + ((((long)PaddedHeight * PaddedWidth) - outputs) * Entry) + Drain;
        }
    }

    /// <summary>
    /// Input pixels of which a word has been read when output pixel <paramref name="output"/> is written: while the window rests at a position
    /// the pixel of the next one enters, and the last results leave some cycles after their products.
    /// </summary>
    public int ReadWhenWritten(int output)
    {
        var (oy, ox) = Math.DivRem(output, OutWidth);
        int y = (oy * Window.StrideY) + Window.ExtentY - 1, x = (ox * Window.StrideX) + Window.ExtentX - 1;
        var position = (y * PaddedWidth) + x;
        var late = Folds + Drain - 1;
        while (position < PaddedHeight * PaddedWidth && late >= StayAt(position))
            late -= StayAt(position++);
        return PixelsUpTo(position + (late > 0 ? 1 : 0));
    }

    /// <summary>Cycle in which input pixel (y, x) is read: the first of the position before its own.</summary>
    public long ReadTurn(int y, int x) => StartOf(((y + Window.PadTop) * PaddedWidth) + x + Window.PadLeft - 1);

    /// <summary>Cycle in which output pixel (y, x) is written: when the accumulators that its last products finish are requantised.</summary>
    public long WriteTurn(int y, int x)
    {
        int down = (y * Window.StrideY) + Window.ExtentY - 1, right = (x * Window.StrideX) + Window.ExtentX - 1;
        return StartOf((down * PaddedWidth) + right) + Folds - 1 + Drain;
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
