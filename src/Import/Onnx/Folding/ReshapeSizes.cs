namespace FpgaSeg.Import.Onnx.Folding;

/// <summary>The dimensions that a Reshape asks for.</summary>
internal static class ReshapeSizes
{
    /// <summary>
    /// 0 keeps the dimension in its place (unless <paramref name="allowZero"/>), -1 is what is left over; null where the elements do not
    /// fill them.
    /// </summary>
    public static long[]? Of(IReadOnlyList<long> old, IReadOnlyList<long> wanted, bool allowZero)
    {
        long[] dims = [.. wanted];
        for (var i = 0; i < dims.Length && !allowZero; i++)
        {
            if (dims[i] == 0 && i >= old.Count)
                return null;
            dims[i] = dims[i] == 0 ? old[i] : dims[i];
        }

        var total = old.Aggregate(1L, (a, b) => a * b);
        if (dims.Any(d => d < -1 || d > int.MaxValue) || dims.Count(d => d == -1) > 1)
            return null;
        var known = Product(dims.Where(d => d >= 0));
        var open = Array.IndexOf(dims, -1);
        if (open >= 0 && known > 0)
            (dims[open], known) = (total / known, total / known * known);
        return known == total && open < 0 | known > 0 ? dims : null;
    }

    /// <summary>The product, or one above every tensor's size.</summary>
    private static long Product(IEnumerable<long> dims) => dims.Aggregate(1L, (a, b) => Math.Min(a * b, int.MaxValue + 1L));
}
