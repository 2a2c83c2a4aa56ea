namespace FpgaSeg.Import.Onnx.Values;

/// <summary>Divides a sequence of parts into dimensions of given sizes, splitting parts where the sizes ask for it.</summary>
internal static class LayoutDivision
{
    /// <summary>The parts of each dimension; null where a boundary between two dimensions does not divide a part evenly.</summary>
    public static List<List<AxisPart>>? Divide(IEnumerable<AxisPart> parts, IReadOnlyList<long> sizes)
    {
        var open = new Stack<AxisPart>(parts.Reverse());
        var dims = new List<List<AxisPart>>();
        foreach (var size in sizes)
        {
            if (Take(open, size) is not { } taken)
                return null;
            dims.Add(taken);
        }

        return open.Count == 0 ? dims : null;
    }

    private static List<AxisPart>? Take(Stack<AxisPart> open, long size)
    {
        var taken = new List<AxisPart>();
        while (size > 1)
        {
            if (!open.TryPop(out var part))
                return null;
            if (size % part.Size != 0)
            {
                if (part.Size % size != 0)
                    return null;
                (part, var rest) = part.Divide((int)(part.Size / size));
                open.Push(rest);
            }

            taken.Add(part);
            size /= part.Size;
        }

        return size == 1 ? taken : null;
    }
}
