using FpgaSeg.Import.Onnx.Folding;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Split of channels, rows or columns into pieces.</summary>
internal sealed class SplitReader : IOnnxOperatorReader
{
    public string OpType => "Split";

    public IReadOnlyCollection<string> Attributes => ["axis", "num_outputs", "split"];

    public int Outputs => int.MaxValue;

    public void Read(NodeReading reading)
    {
        var value = reading.TensorOrHead(0);
        var listed = reading.List("split", 1, last: 12);
        if (value.Layout is not { } layout || (listed is null && reading.Opset > 12 && reading.Has(1)))
            return;
        if (Axes.Resolve(reading.Attributes.Int("axis", 0), layout.Rank) is not { } axis
            || SplitSizes.Of(layout.Sizes[axis], listed, reading.Outputs) is not { } sizes || sizes.Contains(0))
        {
            reading.Refuse(NodeErrors.Shapes(
                reading.Node, $"pieces [{string.Join(", ", listed ?? [])}] of dimensions {layout}", "the pieces add up to the dimension."));
            return;
        }

        var start = 0;
        for (var i = 0; i < sizes.Length; i++)
        {
            int[] kept = [.. Enumerable.Range(start, sizes[i])];
            var chosen = value.Head == HeadKind.None
                ? ChannelRange.Keep(reading, value, axis, kept)
                : HeadChannel.Choose(reading, value, axis, kept);
            if (chosen is { } piece)
                reading.Define(piece, i);
            start += sizes[i];
        }
    }
}
