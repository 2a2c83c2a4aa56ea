namespace FpgaSeg.Import.Onnx.Folding;

/// <summary>Constants taken apart and put together: slices, gathers, concatenations.</summary>
internal static class IndexFolding
{
    public static Folded Slice(FoldCall call)
    {
        if (call[0] is not { } x)
            return Folded.Refuse("it has no operand");
        var old = call.Opset < 10;
        var ranges = SliceRange.All(
            x.Dims,
            old ? call.Attributes.Ints("starts") : call[1]?.Integers,
            old ? call.Attributes.Ints("ends") : call[2]?.Integers,
            old ? call.Attributes.Ints("axes") : call[3]?.Integers,
            call[4]?.Integers);
        return Folded.Or(ranges is null ? null : Keep(x, ranges), $"its starts, ends, axes and steps do not fit {x.Rank} dimensions");
    }

    /// <summary>Elements along an axis, by a list of indices of any shape.</summary>
    public static Folded Gather(FoldCall call)
    {
        if (call is not { Inputs: [{ } x, { } indices] } || Axes.Resolve(call.Attributes.Int("axis", 0), x.Rank) is not { } axis)
            return Folded.Refuse("its axis does not fit its operand");
        var size = x.Dims[axis];
        if (Array.Exists(indices.Data, i => i < -size || i >= size))
            return Folded.Refuse($"it takes index {indices.Data.First(i => i < -size || i >= size)} of {size}");
        long[] dims = [.. x.Dims[..axis], .. indices.Dims, .. x.Dims[(axis + 1)..]];
        if (Numbers.CountOf(dims) is null)
            return Folded.Refuse($"it would make more than {Numbers.Most} elements");
        var (outer, inner) = (Count(x.Dims.AsSpan(0, axis)), Count(x.Dims.AsSpan(axis + 1)));
        var data = new List<double>();
        for (var o = 0L; o < outer; o++)
        {
            foreach (var i in indices.Data)
            {
                var at = ((o * size) + (long)(i < 0 ? i + size : i)) * inner;
                data.AddRange(x.Data.AsSpan((int)at, (int)inner));
            }
        }

        return new Numbers(x.Type, dims, [.. data]);
    }

    public static Folded Concat(FoldCall call)
    {
        if (call.Inputs.Any(x => x is null) || call[0] is not { } first)
            return Folded.Refuse("an operand is missing");
        Numbers[] parts = [.. call.Inputs.Select(x => x!)];
        if (Axes.Resolve(call.Attributes.Int("axis", 0), first.Rank) is not { } axis || Array.Exists(parts, p => !Beside(p, first, axis)))
            return Folded.Refuse("its operands have different shapes");
        long[] dims = [.. first.Dims];
        dims[axis] = parts.Sum(p => p.Dims[axis]);
        if (Numbers.CountOf(dims) is null)
            return Folded.Refuse($"it would make more than {Numbers.Most} elements");
        var outer = Count(first.Dims.AsSpan(0, axis));
        var data = new List<double>();
        for (var o = 0L; o < outer; o++)
        {
            foreach (var part in parts)
            {
                var length = (int)Count(part.Dims.AsSpan(axis));
                data.AddRange(part.Data.AsSpan((int)o * length, length));
            }
        }

        return new Numbers(first.Type, dims, [.. data]);
    }

    public static Folded Split(FoldCall call)
    {
        if (call[0] is not { } x || Axes.Resolve(call.Attributes.Int("axis", 0), x.Rank) is not { } axis)
            return Folded.Refuse("its axis does not fit its operand");
        if (SplitSizes.Of(x.Dims[axis], call.List("split", 1), call.Outputs) is not { } sizes)
            return Folded.Refuse($"{x.Dims[axis]} elements cannot be split like that");
        var (values, start) = (new List<Numbers>(), 0);
        foreach (var size in sizes)
        {
            values.Add(Keep(x, [new SliceRange(axis, start, size, 1)]));
            start += size;
        }

        return new Folded(values);
    }

    private static Numbers Keep(Numbers x, SliceRange[] ranges)
    {
        var (dims, steps, strides, start) = ((long[])x.Dims.Clone(), new long[x.Rank], Numbers.StridesOf(x.Dims), 0L);
        for (var i = 0; i < x.Rank; i++)
            steps[i] = strides[i];
        foreach (var range in ranges)
        {
            dims[range.Axis] = range.Count;
            start += range.Start * steps[range.Axis];
            steps[range.Axis] *= range.Step;
        }

        return x.Walk(dims, steps, start);
    }

    private static bool Beside(Numbers a, Numbers b, int axis) =>
        a.Rank == b.Rank && Enumerable.Range(0, a.Rank).All(i => i == axis || a.Dims[i] == b.Dims[i]);

    private static long Count(ReadOnlySpan<long> dims)
    {
        var count = 1L;
        foreach (var dim in dims)
            count *= dim;
        return count;
    }
}
