namespace FpgaSeg.Import.Onnx.Folding;

/// <summary>ONNX's broadcasting: dimensions are aligned at the end, and those of size 1 are repeated.</summary>
internal static class Broadcasting
{
    /// <summary>The common dimensions, or null where there are none.</summary>
    public static long[]? Of(long[]? a, long[] b)
    {
        if (a is null)
            return null;
        var dims = new long[Math.Max(a.Length, b.Length)];
        for (var i = 1; i <= dims.Length; i++)
        {
            var (x, y) = (i <= a.Length ? a[^i] : 1, i <= b.Length ? b[^i] : 1);
            if (x != y && x != 1 && y != 1)
                return null;
            dims[^i] = x == 1 ? y : x;
        }

        return dims;
    }

    /// <summary>The numbers repeated to dimensions that <see cref="Of"/> gave.</summary>
    public static Numbers To(Numbers numbers, long[] dims)
    {
        if (numbers.Dims.AsSpan().SequenceEqual(dims))
            return numbers;
        var own = Numbers.StridesOf(numbers.Dims);
        var steps = new long[dims.Length];
        for (var i = 1; i <= own.Length; i++)
            steps[^i] = numbers.Dims[^i] == 1 ? 0 : own[^i];
        return numbers.Walk(dims, steps, 0);
    }
}
