namespace FpgaSeg.Import.Onnx.Folding;

/// <summary>What a slice keeps of one axis.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Start">First index kept.</param>
/// <param name="Count">How many.</param>
/// <param name="Step">From one to the next; negative counts backwards.</param>
internal sealed record SliceRange(int Axis, int Start, int Count, int Step)
{
    /// <summary>The ranges of a Slice over dimensions <paramref name="sizes"/>; null where its lists do not go together.</summary>
    public static SliceRange[]? All(
        IReadOnlyList<long> sizes,
        IReadOnlyList<long>? starts,
        IReadOnlyList<long>? ends,
        IReadOnlyList<long>? axes,
        IReadOnlyList<long>? steps)
    {
        if (starts is null || ends is null || starts.Count != ends.Count)
            return null;
        axes ??= [.. Enumerable.Range(0, starts.Count).Select(i => (long)i)];
        steps ??= [.. Enumerable.Repeat(1L, starts.Count)];
        if (axes.Count != starts.Count || steps.Count != starts.Count || Axes.Resolve(axes, sizes.Count) is not { } resolved)
            return null;
        if (steps.Any(step => step == 0))
            return null;
        return [.. resolved.Select((axis, i) => Of(axis, sizes[axis], starts[i], ends[i], steps[i]))];
    }

    /// <summary>Indices beyond the ends are moved to them; -1 counts from the end.</summary>
    private static SliceRange Of(int axis, long size, long start, long end, long step)
    {
        if (size == 0)
            return new(axis, 0, 0, 1);
        step = Math.Clamp(step, -size, size);
        start = start < 0 ? Math.Max(start, -size - 1) + size : start;
        end = end < 0 ? Math.Max(end, -size - 1) + size : end;
        (start, end) = step > 0
            ? (Math.Clamp(start, 0, size), Math.Clamp(end, 0, size))
            : (Math.Clamp(start, 0, size - 1), Math.Clamp(end, -1, size - 1));
        var count = step > 0 ? (end - start + step - 1) / step : (start - end - step - 1) / -step;
        return new(axis, (int)start, (int)Math.Max(count, 0), (int)step);
    }
}
