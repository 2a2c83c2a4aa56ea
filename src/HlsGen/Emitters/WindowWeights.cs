using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Foldings;

namespace FpgaSeg.HlsGen.Emitters;

/// <summary>Weights of a window that makes neighbours of a row.</summary>
internal static class WindowWeights
{
    /// <summary>The weight at a row and column of the widened window for a neighbour: 0 beside its own kernel.</summary>
    public static sbyte Of(IntegerConv2d conv, int output, int input, int row, int column, int pixel)
    {
        var own = PixelPairs.KernelColumn(column, pixel);
        return own < 0 || own >= conv.Kernel.Shape.Width ? (sbyte)0 : conv.Kernel[output, input, row, own];
    }
}
