using FpgaSeg.Import.Onnx.Folding;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Slice of channels, rows and columns; negative indices count from the end.</summary>
internal sealed class SliceReader : IOnnxOperatorReader
{
    private static readonly string[] Lists = ["starts", "ends", "axes", "steps"];

    public string OpType => "Slice";

    public IReadOnlyCollection<string> Attributes => ["axes", "ends", "starts"];

    public void Read(NodeReading reading)
    {
        var value = reading.TensorOrHead(0);
        var lists = Lists.Select((name, i) => reading.List(name, i + 1, last: 9)).ToArray();
        if (value.Layout is not { } layout || Enumerable.Range(0, 4).Any(i => lists[i] is null && reading.Opset > 9 && reading.Has(i + 1)))
            return;
        if (SliceRange.All(layout.Sizes, lists[0], lists[1], lists[2], lists[3]) is not { } ranges)
        {
            reading.Refuse(NodeErrors.Shapes(
                reading.Node, $"its starts, ends, axes and steps do not fit dimensions {layout}", "there is one of each for every axis that is cut."));
            return;
        }

        TensorValue? result = value;
        foreach (var range in ranges)
        {
            if (result is null)
                return;
            var kept = ChannelRange.Positions(range);
            result = result.Head == HeadKind.None
                ? ChannelRange.Keep(reading, result, range.Axis, kept)
                : HeadChannel.Choose(reading, result, range.Axis, kept);
        }

        if (result is not null)
            reading.Define(result);
    }
}
