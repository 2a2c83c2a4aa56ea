using System.Numerics;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;

namespace FpgaSeg.Planning.Logic;

/// <summary>Bits of the numbers that sliding_window.hpp counts and of its addresses: the size of its control.</summary>
internal static class WindowBits
{
    /// <summary>The bits.</summary>
    /// <param name="words">Words of a pixel.</param>
    /// <param name="folds">Cycles of the products of one output pixel.</param>
    public static int Of(FeatureShape input, WindowGeometry window, int words, int folds)
    {
        int paddedHeight = input.Height + window.PadTop + window.PadBottom, paddedWidth = input.Width + window.PadLeft + window.PadRight;
        int rows = Math.Max(1, window.ExtentY - 1), slots = 1 << Index(window.ExtentX + 2);
        var counters = (2 * (Index(paddedHeight + 1) + 1)) + (2 * (Index(paddedWidth + 1) + 1)) + Index(Math.Max(folds, words) + 1)
            + Index(input.Pixels + 1) + Index(folds + 1) + Index(slots * words);
        var lines = window.ExtentY > 1 ? Index((rows * input.Width) + 1) + (2 * Index(rows * input.Width * words)) : 0;
        return counters + lines;
    }

    /// <summary>Bits of an index below <paramref name="n"/>.</summary>
    public static int Index(int n) => Math.Max(1, 32 - BitOperations.LeadingZeroCount((uint)(n - 1)));
}
