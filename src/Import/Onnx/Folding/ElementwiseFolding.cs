namespace FpgaSeg.Import.Onnx.Folding;

/// <summary>Arithmetic of constants, element by element, with ONNX's broadcasting.</summary>
internal static class ElementwiseFolding
{
    /// <summary>A function of every element; the type stays.</summary>
    public static Folded Unary(FoldCall call, Func<double, double> f) =>
        call[0] is { } x ? Typed(x.Type, x.Dims, Array.ConvertAll(x.Data, v => f(v))) : Folded.Refuse("it has no operand");

    /// <summary>Operands paired from the first to the last, as Min and Max take any number of them.</summary>
    public static Folded Reduce(FoldCall call, Func<double, double, double> f)
    {
        Folded result = call[0] is { } first ? first : Folded.Refuse("it has no operand");
        foreach (var next in call.Inputs.Skip(1))
        {
            if (result.Problem is not null || next is null)
                return Folded.Refuse(result.Problem ?? "an operand is missing");
            result = Pair(result.Values[0], next, f, result.Values[0].Type);
        }

        return result;
    }

    /// <summary>A comparison or a logical operator.</summary>
    public static Folded Compare(FoldCall call, Func<double, double, bool> f) =>
        call is { Inputs: [{ } a, { } b] }
            ? Pair(a, b, (x, y) => f(x, y) ? 1 : 0, TensorTypes.Boolean)
            : Folded.Refuse("it needs two operands");

    /// <summary>Integer division drops the remainder.</summary>
    public static Folded Divide(FoldCall call)
    {
        if (call is not { Inputs: [{ } a, { } b] })
            return Folded.Refuse("it needs two operands");
        if (!a.IsInteger)
            return Pair(a, b, (x, y) => x / y, a.Type);
        return Array.Exists(b.Data, y => y == 0)
            ? Folded.Refuse("it divides integers by zero")
            : Pair(a, b, (x, y) => Math.Truncate(x / y), a.Type);
    }

    /// <summary>The remainder: with the divisor's sign, or, if fmod is 1, with the dividend's.</summary>
    public static Folded Modulo(FoldCall call)
    {
        var like = call.Attributes.Int("fmod", 0) == 1;
        if (call is not { Inputs: [{ } a, { } b] })
            return Folded.Refuse("it needs two operands");
        return a.IsInteger && Array.Exists(b.Data, y => y == 0)
            ? Folded.Refuse("it divides integers by zero")
            : Pair(a, b, (x, y) => like ? x % y : x - (y * Math.Floor(x / y)), a.Type);
    }

    /// <summary>Elements of the second or third operand, by the first.</summary>
    public static Folded Where(FoldCall call)
    {
        if (call is not { Inputs: [{ } condition, { } yes, { } no] })
            return Folded.Refuse("it needs three operands");
        if (Broadcasting.Of(Broadcasting.Of(condition.Dims, yes.Dims), no.Dims) is not { } dims || Numbers.CountOf(dims) is null)
            return Folded.Refuse("the operands cannot be broadcast");
        var (c, a, b) = (Broadcasting.To(condition, dims), Broadcasting.To(yes, dims), Broadcasting.To(no, dims));
        return new Numbers(yes.Type, dims, [.. c.Data.Select((take, i) => take != 0 ? a.Data[i] : b.Data[i])]);
    }

    private static Folded Pair(Numbers a, Numbers b, Func<double, double, double> f, int type)
    {
        if (Broadcasting.Of(a.Dims, b.Dims) is not { } dims || Numbers.CountOf(dims) is null)
            return Folded.Refuse($"[{string.Join(", ", a.Dims)}] and [{string.Join(", ", b.Dims)}] cannot be broadcast");
        var (left, right) = (Broadcasting.To(a, dims).Data, Broadcasting.To(b, dims).Data);
        return Typed(type, dims, [.. left.Select((x, i) => f(x, right[i]))]);
    }

    /// <summary>Results are rounded as the type rounds them.</summary>
    private static Numbers Typed(int type, long[] dims, double[] data) => type switch
    {
        TensorTypes.Float16 => new(type, dims, Array.ConvertAll(data, x => (double)(Half)x)),
        TensorTypes.Float32 => new(type, dims, Array.ConvertAll(data, x => (double)(float)x)),
        TensorTypes.Float64 => new(type, dims, data),
        _ => new(type, dims, Array.ConvertAll(data, x => double.IsNaN(x) ? 0 : Math.Truncate(x))),
    };
}
