namespace FpgaSeg.Import.Onnx.Folding;

/// <summary>The pieces of a Split.</summary>
internal static class SplitSizes
{
    /// <summary>Sizes as given, or equal ones (the last may be smaller); null where they do not add up.</summary>
    public static int[]? Of(long size, IReadOnlyList<long>? given, int outputs)
    {
        if (given is not null)
            return given.All(s => s >= 0 && s <= size) && given.Sum() == size && given.Count == outputs ? [.. given.Select(s => (int)s)] : null;
        if (outputs < 1 || size < outputs)
            return null;
        var each = (size + outputs - 1) / outputs;
        var last = size - (each * (outputs - 1));
        return last < 1 ? null : [.. Enumerable.Repeat((int)each, outputs - 1), (int)last];
    }
}
