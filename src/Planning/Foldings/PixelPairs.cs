using System.Collections.Immutable;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Foldings;

/// <summary>
/// Two neighbours of a row made at one position of a window (sliding_window.hpp). The window is a column wider and steps two columns; a word that
/// is read meets a weight of each neighbour, 0 where the tap is not its own. So even a depthwise convolution has two products of one activation, which
/// share a multiplier, and a dense one with a lane for all its channels goes on to be faster.
/// </summary>
public static class PixelPairs
{
    private const int Pair = 2;

    /// <summary>Neighbours that a stage's kernel can make at one position.</summary>
    internal static ImmutableArray<int> Of(IntegerConv2d conv, Stage stage) =>
        conv.Window is { StrideX: 1, DilationX: 1 } && stage.Output.Shape.Width % Pair == 0 ? [1, Pair] : [1];

    /// <summary>The window of so many neighbours.</summary>
    public static WindowGeometry Widened(WindowGeometry window, int pixels) =>
        window with { KernelWidth = window.KernelWidth + pixels - 1, StrideX = window.StrideX * pixels };

    /// <summary>The column of a kernel at a column of the widened window for a neighbour; outside of the kernel the weight is 0.</summary>
    public static int KernelColumn(int column, int pixel) => column - pixel;
}
