namespace FpgaSeg.Import.Onnx.Folding;

/// <summary>Constants with other dimensions around the same elements, or repeated.</summary>
internal static class ShapeFolding
{
    public static Folded Reshape(FoldCall call)
    {
        if (call is not { Inputs: [{ } x, { } shape] })
            return Folded.Refuse("it needs two operands");
        var dims = ReshapeSizes.Of(x.Dims, shape.Integers, call.Attributes.Int("allowzero", 0) != 0);
        return Folded.Or(dims is null ? null : x with { Dims = dims }, $"{x.Data.Length} elements do not fill [{string.Join(", ", shape.Data)}]");
    }

    public static Folded Flatten(FoldCall call)
    {
        var axis = call.Attributes.Int("axis", 1);
        if (call[0] is not { } x || axis > x.Rank || axis < -x.Rank)
            return Folded.Refuse("its axis does not fit its operand");
        var split = (int)(axis < 0 ? axis + x.Rank : axis);
        return x with { Dims = [x.Dims[..split].Aggregate(1L, (a, b) => a * b), x.Dims[split..].Aggregate(1L, (a, b) => a * b)] };
    }

    public static Folded Squeeze(FoldCall call)
    {
        if (call[0] is not { } x)
            return Folded.Refuse("it has no operand");
        var listed = call.List("axes", 1) ?? [.. Enumerable.Range(0, x.Rank).Where(i => x.Dims[i] == 1).Select(i => (long)i)];
        return Axes.Resolve(listed, x.Rank) is { } axes && axes.All(i => x.Dims[i] == 1)
            ? x with { Dims = [.. x.Dims.Where((_, i) => !axes.Contains(i))] }
            : Folded.Refuse($"axes [{string.Join(", ", listed)}] cannot be dropped from [{string.Join(", ", x.Dims)}]");
    }

    public static Folded Unsqueeze(FoldCall call)
    {
        if (call[0] is not { } x || call.List("axes", 1) is not { } listed)
            return Folded.Refuse("it needs an operand and axes");
        if (Axes.Resolve(listed, x.Rank + listed.Count) is not { } axes)
            return Folded.Refuse($"axes [{string.Join(", ", listed)}] do not fit {x.Rank} dimensions");
        var dims = new Queue<long>(x.Dims);
        return x with { Dims = [.. Enumerable.Range(0, x.Rank + axes.Length).Select(i => axes.Contains(i) ? 1 : dims.Dequeue())] };
    }

    public static Folded Transpose(FoldCall call)
    {
        if (call[0] is not { } x)
            return Folded.Refuse("it has no operand");
        var listed = call.Attributes.Ints("perm") ?? [.. Enumerable.Range(0, x.Rank).Reverse().Select(i => (long)i)];
        if (listed.Count != x.Rank || Axes.Resolve(listed, x.Rank) is not { } order)
            return Folded.Refuse($"perm [{string.Join(", ", listed)}] is no order of {x.Rank} dimensions");
        var strides = Numbers.StridesOf(x.Dims);
        return x.Walk([.. order.Select(i => x.Dims[i])], [.. order.Select(i => (long)strides[i])], 0);
    }

    public static Folded Expand(FoldCall call)
    {
        if (call is not { Inputs: [{ } x, { } shape] })
            return Folded.Refuse("it needs two operands");
        return Broadcasting.Of(x.Dims, shape.Integers) is { } dims && Numbers.CountOf(dims) is not null
            ? Broadcasting.To(x, dims)
            : Folded.Refuse($"[{string.Join(", ", x.Dims)}] cannot be expanded to [{string.Join(", ", shape.Data)}]");
    }

    public static Folded Tile(FoldCall call)
    {
        if (call is not { Inputs: [{ } x, { } repeats] } || repeats.Data.Length != x.Rank)
            return Folded.Refuse("it needs one repetition per dimension");
        var strides = Numbers.StridesOf(x.Dims);
        // Each dimension is walked as repetitions (step 0) around its positions.
        long[] walked = [.. x.Dims.SelectMany((size, i) => new[] { repeats.Integers[i], size })];
        if (Numbers.CountOf(walked) is null)
            return Folded.Refuse($"it would make more than {Numbers.Most} elements");
        var tiled = x.Walk(walked, [.. strides.SelectMany(s => new[] { 0L, s })], 0);
        return tiled with { Dims = [.. x.Dims.Select((size, i) => size * repeats.Integers[i])] };
    }

    public static Folded ConstantOfShape(FoldCall call)
    {
        if (call[0] is not { } shape || Numbers.CountOf(shape.Integers) is not { } count)
            return Folded.Refuse($"its shape is missing or has more than {Numbers.Most} elements");
        var value = call.Attributes.Tensor("value") is { } tensor ? NumbersConversion.Read(tensor, "value", "") : Numbers.Scalar(TensorTypes.Float32, 0);
        return value is { IsOk: true, Value.Data: [var one] }
            ? new Numbers(value.Value.Type, shape.Integers, [.. Enumerable.Repeat(one, count)])
            : Folded.Refuse("its value is no single number");
    }

    public static Folded Range(FoldCall call)
    {
        if (call is not { Inputs: [{ Data: [var start] } first, { Data: [var limit] }, { Data: [var delta] }] } || delta == 0)
            return Folded.Refuse("start, limit and step must be numbers, and the step not zero");
        var count = Math.Max(Math.Ceiling((limit - start) / delta), 0);
        return count <= Numbers.Most
            ? new Numbers(first.Type, [(long)count], [.. Enumerable.Range(0, (int)count).Select(i => start + (i * delta))])
            : Folded.Refuse($"it would make more than {Numbers.Most} elements");
    }

    /// <summary>Dimensions from start to end, as Shape gives them.</summary>
    public static Numbers ShapeOf(IReadOnlyList<long> dims, NodeAttributes attributes)
    {
        var start = End(attributes.Int("start", 0), dims.Count);
        var end = End(attributes.Int("end", dims.Count), dims.Count);
        return Numbers.List(dims.Skip(start).Take(Math.Max(end - start, 0)));
    }

    private static int End(long value, int rank) => (int)Math.Clamp(value < 0 ? value + rank : value, 0, rank);
}
