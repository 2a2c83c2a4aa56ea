namespace FpgaSeg.Import.Onnx.Folding;

/// <summary>Sums, products and extremes of constants over some dimensions.</summary>
internal static class ReductionFolding
{
    /// <summary>Combines the elements along the axes with <paramref name="f"/>, from the first on.</summary>
    public static Folded Run(FoldCall call, Func<double, double, double> f)
    {
        if (call[0] is not { } x)
            return Folded.Refuse("it has no operand");
        var listed = call.List("axes", 1);
        if (listed is null or { Count: 0 } && call.Attributes.Int("noop_with_empty_axes", 0) == 1)
            return x;
        if (Axes.Resolve(listed is { Count: > 0 } ? listed : [.. Enumerable.Range(0, x.Rank).Select(i => (long)i)], x.Rank) is not { } axes)
            return Folded.Refuse($"its axes do not fit {x.Rank} dimensions");
        if (Array.Exists(axes, axis => x.Dims[axis] == 0))
            return Folded.Refuse("it has no elements");
        var (data, reduced) = (Combine(x, axes, f), x.Dims.Select((size, i) => axes.Contains(i) ? 1 : size).ToArray());
        var keep = call.Attributes.Int("keepdims", 1) != 0;
        return new Numbers(x.Type, keep ? reduced : [.. x.Dims.Where((_, i) => !axes.Contains(i))], data);
    }

    private static double[] Combine(Numbers x, int[] axes, Func<double, double, double> f)
    {
        var (strides, index) = (Numbers.StridesOf(x.Dims), new Dictionary<int, double>());
        for (var i = 0; i < x.Data.Length; i++)
        {
            var key = i;
            foreach (var axis in axes)
                key -= (int)(i / strides[axis] % x.Dims[axis]) * strides[axis];
            index[key] = index.TryGetValue(key, out var sum) ? f(sum, x.Data[i]) : x.Data[i];
        }

        return [.. index.OrderBy(pair => pair.Key).Select(pair => pair.Value)];
    }
}
