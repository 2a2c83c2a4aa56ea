namespace FpgaSeg.Import.Onnx.Folding;

/// <summary>Axis numbers as ONNX gives them: negative ones count from the end.</summary>
internal static class Axes
{
    /// <summary>The axis from 0 on, or null outside the rank.</summary>
    public static int? Resolve(long axis, int rank) =>
        axis >= -rank && axis < rank ? (int)(axis < 0 ? axis + rank : axis) : null;

    /// <summary>All axes from 0 on, each once; null if one lies outside the rank or repeats.</summary>
    public static int[]? Resolve(IReadOnlyCollection<long> axes, int rank)
    {
        var resolved = axes.Select(axis => Resolve(axis, rank)).ToArray();
        return Array.TrueForAll(resolved, axis => axis is not null) && resolved.Distinct().Count() == axes.Count
            ? [.. resolved.Select(axis => axis!.Value)]
            : null;
    }
}
