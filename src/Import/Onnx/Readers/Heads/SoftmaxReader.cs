using FpgaSeg.Import.Onnx.Folding;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Softmax or LogSoftmax over the channels, at the network's end: the class with the largest score stays the largest.</summary>
internal sealed class SoftmaxReader(string opType) : IOnnxOperatorReader
{
    public string OpType => opType;

    public IReadOnlyCollection<string> Attributes => ["axis"];

    public void Read(NodeReading reading)
    {
        var value = reading.Tensor(0);
        var axis = reading.Attributes.Int("axis", reading.Opset < 13 ? 1 : -1);
        if (value.Map is not { } map || value.Layout is not { } layout)
            return;
        if (Axes.Resolve(axis, layout.Rank) is not { } dim || !IsOverChannels(layout, map, dim, reading.Opset))
        {
            reading.Refuse(NodeErrors.Position(
                reading.Node,
                $"axis {axis} of dimensions {layout} is not that of the channels alone",
                reading.Opset < 13
                    ? "before operator set 13 it covers all dimensions from the axis on."
                    : "a softmax is read at the network's end, over the classes.",
                "use a softmax over the channels, exported with operator set 13 or later; or leave it out."));
            return;
        }

        var scores = reading.Apply(value);
        reading.Define(TensorValue.Of(scores, layout) with { Head = HeadKind.Softmax });
    }

    private static bool IsOverChannels(TensorLayout layout, Core.Tensors.FeatureShape map, int dim, int opset) =>
        map.Channels > 1 && layout.AxisOf(dim, map) == MapAxis.Channel && (opset >= 13 || layout.Dims.Skip(dim + 1).All(parts => parts.IsEmpty));
}
