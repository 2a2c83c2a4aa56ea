using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>The foreground channel that a network takes out of its softmax over two classes.</summary>
internal static class HeadChannel
{
    /// <summary>The probability of one of two classes; null, with the error reported, for anything else that is cut out of a head.</summary>
    public static TensorValue? Choose(NodeReading reading, TensorValue value, int dim, IReadOnlyList<int> kept)
    {
        var layout = value.Layout!;
        if (kept.SequenceEqual(Enumerable.Range(0, (int)layout.Sizes[dim])))
            return value;
        if (value.Head == HeadKind.Softmax && value.Map is { Channels: 2 } map && kept.Count == 1 && layout.AxisOf(dim, map) == MapAxis.Channel)
            return value with { Head = HeadKind.Probability, Class = kept[0], Layout = layout.With(dim) };
        reading.Refuse(NodeErrors.AfterHead(reading.Node, reading.Node.Proto.Input[0], value.Head));
        return null;
    }
}
