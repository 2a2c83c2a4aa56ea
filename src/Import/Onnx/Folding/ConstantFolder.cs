using FpgaSeg.OnnxFormat;

namespace FpgaSeg.Import.Onnx.Folding;

/// <summary>
/// Computes nodes whose operands are all constants: the shape arithmetic that exporters write before Resize and Reshape, and weights that
/// are stored in pieces. To add an operator: a line in the table.
/// </summary>
internal static class ConstantFolder
{
    private static readonly SortedDictionary<string, Func<FoldCall, Folded>> Operators = new(StringComparer.Ordinal)
    {
        ["Abs"] = call => ElementwiseFolding.Unary(call, Math.Abs),
        ["Add"] = call => ElementwiseFolding.Reduce(call, (a, b) => a + b),
        ["And"] = call => ElementwiseFolding.Compare(call, (a, b) => a != 0 && b != 0),
        ["Cast"] = call => Cast(call, (int)call.Attributes.Int("to", TensorTypes.Float32)),
        ["CastLike"] = call => call[1] is { } like ? Cast(call, like.Type) : Folded.Refuse("it has no second operand"),
        ["Ceil"] = call => ElementwiseFolding.Unary(call, Math.Ceiling),
        ["Concat"] = IndexFolding.Concat,
        ["ConstantOfShape"] = ShapeFolding.ConstantOfShape,
        ["Cos"] = call => ElementwiseFolding.Unary(call, Math.Cos),
        ["Div"] = ElementwiseFolding.Divide,
        ["Equal"] = call => ElementwiseFolding.Compare(call, (a, b) => a == b),
        ["Exp"] = call => ElementwiseFolding.Unary(call, Math.Exp),
        ["Expand"] = ShapeFolding.Expand,
        ["Flatten"] = ShapeFolding.Flatten,
        ["Floor"] = call => ElementwiseFolding.Unary(call, Math.Floor),
        ["Gather"] = IndexFolding.Gather,
        ["Greater"] = call => ElementwiseFolding.Compare(call, (a, b) => a > b),
        ["GreaterOrEqual"] = call => ElementwiseFolding.Compare(call, (a, b) => a >= b),
        ["Less"] = call => ElementwiseFolding.Compare(call, (a, b) => a < b),
        ["LessOrEqual"] = call => ElementwiseFolding.Compare(call, (a, b) => a <= b),
        ["Log"] = call => ElementwiseFolding.Unary(call, Math.Log),
        ["Max"] = call => ElementwiseFolding.Reduce(call, Math.Max),
        ["Min"] = call => ElementwiseFolding.Reduce(call, Math.Min),
        ["Mod"] = ElementwiseFolding.Modulo,
        ["Mul"] = call => ElementwiseFolding.Reduce(call, (a, b) => a * b),
        ["Neg"] = call => ElementwiseFolding.Unary(call, a => -a),
        ["Not"] = call => ElementwiseFolding.Unary(call, a => a == 0 ? 1 : 0),
        ["Or"] = call => ElementwiseFolding.Compare(call, (a, b) => a != 0 || b != 0),
        ["Pow"] = call => ElementwiseFolding.Reduce(call, Math.Pow),
        ["Range"] = ShapeFolding.Range,
        ["Reciprocal"] = call => ElementwiseFolding.Unary(call, a => 1 / a),
        ["ReduceMax"] = call => ReductionFolding.Run(call, Math.Max),
        ["ReduceMin"] = call => ReductionFolding.Run(call, Math.Min),
        ["ReduceProd"] = call => ReductionFolding.Run(call, (a, b) => a * b),
        ["ReduceSum"] = call => ReductionFolding.Run(call, (a, b) => a + b),
        ["Reshape"] = ShapeFolding.Reshape,
        ["Round"] = call => ElementwiseFolding.Unary(call, a => Math.Round(a, MidpointRounding.ToEven)),
        ["Shape"] = call => Folded.Or(call[0] is { } x ? ShapeFolding.ShapeOf(x.Dims, call.Attributes) : null, "it has no operand"),
        ["Sin"] = call => ElementwiseFolding.Unary(call, Math.Sin),
        ["Size"] = call => Folded.Or(call[0] is { } x ? Numbers.Scalar(TensorTypes.Int64, x.Data.Length) : null, "it has no operand"),
        ["Slice"] = IndexFolding.Slice,
        ["Split"] = IndexFolding.Split,
        ["Sqrt"] = call => ElementwiseFolding.Unary(call, Math.Sqrt),
        ["Squeeze"] = ShapeFolding.Squeeze,
        ["Sub"] = call => ElementwiseFolding.Reduce(call, (a, b) => a - b),
        ["Tile"] = ShapeFolding.Tile,
        ["Transpose"] = ShapeFolding.Transpose,
        ["Unsqueeze"] = ShapeFolding.Unsqueeze,
        ["Where"] = ElementwiseFolding.Where,
    };

    /// <summary>Operators that constants may be computed with, sorted.</summary>
    public static IReadOnlyCollection<string> Names => Operators.Keys;

    public static bool Knows(string opType) => Operators.ContainsKey(opType);

    /// <summary>Computes a node.</summary>
    public static Folded Run(string opType, FoldCall call) => Operators[opType](call);

    /// <summary>Cast between numbers; to an integer it drops the fraction.</summary>
    private static Folded Cast(FoldCall call, int type)
    {
        if (call[0] is not { } x)
            return Folded.Refuse("it has no operand");
        return type switch
        {
            TensorTypes.Boolean => x with { Type = type, Data = Array.ConvertAll(x.Data, v => v != 0 ? 1.0 : 0) },
            TensorTypes.Int32 or TensorTypes.Int64 => x with { Type = type, Data = Array.ConvertAll(x.Data, v => (double)(long)v) },
            TensorTypes.Float16 => x with { Type = type, Data = Array.ConvertAll(x.Data, v => (double)(Half)v) },
            TensorTypes.Float32 => x with { Type = type, Data = Array.ConvertAll(x.Data, v => (double)(float)v) },
            TensorTypes.Float64 => x with { Type = type },
            _ => Folded.Refuse($"it casts to {TensorTypes.Name(type)}"),
        };
    }
}
