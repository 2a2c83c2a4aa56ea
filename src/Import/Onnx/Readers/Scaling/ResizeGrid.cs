namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>
/// Which source coordinate each output coordinate of Resize reads at scale 2, by the formulas of the ONNX operator. A mode is
/// accepted where its result is that of our two upsamplings, whatever it is called.
/// </summary>
internal static class ResizeGrid
{
    /// <summary>Whether every output of an axis of <paramref name="size"/> reads source index y / 2.</summary>
    public static bool IsNearest(string transformation, string rounding, int size) =>
        Enumerable.Range(0, 2 * size).All(y =>
            Source(transformation, y, size) is { } x && Round(rounding, x) is { } index && Math.Clamp(index, 0, size - 1) == y / 2);

    /// <summary>Whether every output of an axis mixes its sources as align_corners=False does.</summary>
    public static bool IsBilinear(string transformation, int size) =>
        Enumerable.Range(0, 2 * size).All(y =>
            Source(transformation, y, size) is { } x && Math.Clamp(x, 0, size - 1) == Math.Clamp(((y + 0.5) / 2) - 0.5, 0, size - 1));

    private static double? Source(string transformation, int y, int size) => transformation switch
    {
        // The output has at least two elements and exactly twice the source's, so these three agree.
        "half_pixel" or "pytorch_half_pixel" or "half_pixel_symmetric" => ((y + 0.5) / 2) - 0.5,
        "asymmetric" => y / 2.0,
        "align_corners" => y * (size - 1.0) / ((2 * size) - 1),
        "tf_half_pixel_for_nn" => (y + 0.5) / 2,
        _ => null,
    };

    private static double? Round(string rounding, double x) => rounding switch
    {
        "round_prefer_floor" => Math.Ceiling(x - 0.5),
        "round_prefer_ceil" => Math.Floor(x + 0.5),
        "floor" => Math.Floor(x),
        "ceil" => Math.Ceiling(x),
        _ => null,
    };
}
