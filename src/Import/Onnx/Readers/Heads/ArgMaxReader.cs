using FpgaSeg.Import.Onnx.Folding;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>ArgMax over the channels, at the network's end.</summary>
internal sealed class ArgMaxReader : IOnnxOperatorReader
{
    public string OpType => "ArgMax";

    public IReadOnlyCollection<string> Attributes => ["axis", "keepdims", "select_last_index"];

    public void Read(NodeReading reading)
    {
        var value = reading.TensorOrHead(0);
        var axis = reading.Attributes.Int("axis", 0);
        if (value.Map is not { } map || value.Layout is not { } layout)
            return;
        if (value.Head is not (HeadKind.None or HeadKind.Softmax) || map.Channels < 2
            || Axes.Resolve(axis, layout.Rank) is not { } dim || layout.AxisOf(dim, map) != MapAxis.Channel)
        {
            reading.Refuse(NodeErrors.Position(
                reading.Node,
                $"axis {axis} of dimensions {layout} is not that of the channels",
                "an argmax is read at the network's end, over the classes.",
                "use an argmax over the channels, or leave it out."));
            return;
        }

        var keep = reading.Attributes.Int("keepdims", 1) != 0;
        reading.Define(TensorValue.Of(reading.Apply(value), keep ? layout.With(dim) : layout.Without([dim])) with { Head = HeadKind.ArgMax });
    }
}
