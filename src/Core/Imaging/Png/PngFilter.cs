namespace FpgaSeg.Core.Imaging.Png;

/// <summary>The five row filters: none, left, up, average, Paeth (ISO 15948, section 9).</summary>
internal static class PngFilter
{
    internal const int Count = 5;

    /// <summary>Undoes filter <paramref name="type"/> in place; <paramref name="above"/> is the unfiltered row before, zero for the first.</summary>
    internal static void Undo(int type, Span<byte> row, ReadOnlySpan<byte> above, int pixelBytes)
    {
        if (type is < 0 or >= Count)
            throw ImageDamage.Damaged($"a row has filter {type}");
        for (var i = 0; i < row.Length && type != 0; i++)
            row[i] += Predict(type, row, above, i, pixelBytes);
    }

    /// <summary>Filters <paramref name="row"/> into <paramref name="filtered"/>.</summary>
    internal static void Apply(int type, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int pixelBytes, Span<byte> filtered)
    {
        for (var i = 0; i < row.Length; i++)
            filtered[i] = (byte)(row[i] - Predict(type, row, above, i, pixelBytes));
    }

    private static byte Predict(int type, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int i, int pixelBytes)
    {
        var left = i >= pixelBytes ? row[i - pixelBytes] : 0;
        return type switch
        {
            1 => (byte)left,
            2 => above[i],
            3 => (byte)((left + above[i]) / 2),
            4 => Paeth(left, above[i], i >= pixelBytes ? above[i - pixelBytes] : 0),
            _ => 0,
        };
    }

    private static byte Paeth(int left, int up, int corner)
    {
        var (a, b, c) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - (2 * corner)));
        return (byte)(a <= b && a <= c ? left : b <= c ? up : corner);
    }
}
