using FpgaSeg.Import.Onnx.Folding;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Gather of channels by a constant list, or of one channel.</summary>
internal sealed class GatherReader : IOnnxOperatorReader
{
    public string OpType => "Gather";

    public IReadOnlyCollection<string> Attributes => ["axis"];

    public void Read(NodeReading reading)
    {
        var value = reading.TensorOrHead(0);
        if (reading.Integers(1) is not { } indices || value.Layout is not { } layout)
            return;
        if (Axes.Resolve(reading.Attributes.Int("axis", 0), layout.Rank) is not { } axis || indices.Dims.Length > 1
            || indices.Data.Any(i => i < -layout.Sizes[axis] || i >= layout.Sizes[axis]))
        {
            reading.Refuse(NodeErrors.Shapes(
                reading.Node, $"indices [{string.Join(", ", indices.Data)}] of dimensions {layout}", "they are places on one axis, in a list."));
            return;
        }

        int[] kept = [.. indices.Data.Select(i => (int)(i < 0 ? i + layout.Sizes[axis] : i))];
        var result = value.Head == HeadKind.None
            ? ChannelRange.Keep(reading, value, axis, kept)
            : HeadChannel.Choose(reading, value, axis, kept);
        if (result is not null)
            reading.Define(indices.Dims.Length == 0 ? result with { Layout = result.Layout!.Without([axis]) } : result);
    }
}
