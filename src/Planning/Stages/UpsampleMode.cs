using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Planning.Stages;

/// <summary>How a feature map is doubled in height and width.</summary>
public enum UpsampleMode
{
    /// <summary>Each pixel becomes a 2x2 block.</summary>
    Nearest,

    /// <summary>align_corners=False (ONNX half_pixel): weights 9, 3, 3, 1 over 16, edges repeated.</summary>
    Bilinear,
}

/// <summary>Which resizes the doubling kernels compute.</summary>
internal static class Doubling
{
    /// <summary>The mode of a resize that doubles height and width, or null for any other.</summary>
    public static UpsampleMode? Of(IntegerResize2d op)
    {
        if (IsNearest(op.Rows) && IsNearest(op.Columns) && op is { Multiplier: 1, Shift: 0 })
            return UpsampleMode.Nearest;
        return IsBilinear(op.Rows) && IsBilinear(op.Columns) && op is { Multiplier: 1, Shift: 4 } ? UpsampleMode.Bilinear : null;
    }

    private static bool IsNearest(ResizeAxis axis) => axis == ResizeAxis.Replicate(axis.InputSize, 2);

    private static bool IsBilinear(ResizeAxis axis) => axis == ResizeAxis.HalfPixel(axis.InputSize, 2 * axis.InputSize);
}
