using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import.Onnx.Functions;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>
/// Arithmetic of two maps: functions of one map stay a function; otherwise a sum, difference or product, where one map may be a gate: one
/// pixel, one channel, or both.
/// </summary>
internal static class MapPair
{
    public static TensorValue Combine(NodeReading reading, string operation, TensorValue a, TensorValue b)
    {
        if (PendingFunction.OfOneMap(reading, operation, a, b) is { } function)
            return function;
        if (a.Layout is null || b.Layout is null)
            return a.Layout is null ? b with { Node = -1 } : a with { Node = -1 };
        if (operation is not ("Add" or "Sub" or "Mul"))
        {
            reading.Refuse(Inexact(reading, operation, b));
            return a with { Node = -1 };
        }

        var rank = Math.Max(a.Layout.Rank, b.Layout.Rank);
        (a, b) = (a with { Layout = a.Layout.Widen(rank) }, b with { Layout = b.Layout.Widen(rank) });
        return InLayout(reading, operation, a, b) ?? Rearranged(reading, operation, a, b) ?? Refuse(reading, a, b);
    }

    /// <summary>Why a quotient, power or the like of two maps has no rule; normalisations, the usual reason, are called by their name.</summary>
    private static Diagnostic Inexact(NodeReading reading, string operation, TensorValue b) => operation == "Div" && b.Source?.OpType == "Sqrt"
        ? NodeErrors.Operand(
            reading.Node,
            "it divides a map by a standard deviation",
            "layer and instance normalisation use statistics of the image at hand, for which there is no exact rule.",
            UnsupportedHints.BatchNorm)
        : NodeErrors.Operand(
            reading.Node,
            "its operands are two different maps",
            "maps are added, subtracted and multiplied; other arithmetic is between functions of one map, or with a constant.",
            "use a sum or a product.");

    private static TensorValue? InLayout(NodeReading reading, string operation, TensorValue a, TensorValue b)
    {
        if (IsGate(a, b))
            return Emit(reading, operation, a, b);
        if (!IsGate(b, a))
            return null;
        var swapped = Emit(reading, operation, b, a);
        return operation != "Sub" ? swapped : PendingFunction.WithNumber(reading, "Mul", swapped, -1, numberFirst: false);
    }

    /// <summary>The operands in NCHW, where both can be brought there.</summary>
    private static TensorValue? Rearranged(NodeReading reading, string operation, TensorValue a, TensorValue b) =>
        reading.TryArrange(a) is { } first && reading.TryArrange(b) is { } second
            ? InLayout(reading, operation, TensorValue.Of(first), TensorValue.Of(second))
            : null;

    private static TensorValue Emit(NodeReading reading, string operation, TensorValue a, TensorValue b)
    {
        FloatOperator op = operation switch { "Add" => new FloatAdd(), "Sub" => new FloatSub(), _ => new FloatMul() };
        return TensorValue.Of(reading.Emit(op, a.Map, reading.Apply(a), reading.Apply(b)), a.Layout);
    }

    /// <summary>Whether the second map is repeated to the first one's size, each of its dimensions standing where the first has it.</summary>
    private static bool IsGate(TensorValue first, TensorValue second)
    {
        if (first.Map is not { } map || second.Map is not { } gate || !Broadcast.Fits(map, gate))
            return false;
        return first.Layout!.Rank == second.Layout!.Rank && first.Layout.Dims.Zip(second.Layout.Dims).All(dims =>
            dims.First.Where(part => TensorLayout.Length(gate, part.Axis) > 1).SequenceEqual(dims.Second));
    }

    private static TensorValue Refuse(NodeReading reading, TensorValue a, TensorValue b)
    {
        reading.Refuse(NodeErrors.Shapes(
            reading.Node,
            $"the operands are {a.Layout} and {b.Layout}",
            "both maps have one shape, or one of them is a single pixel, a single channel, or both."));
        return a with { Node = -1 };
    }
}
