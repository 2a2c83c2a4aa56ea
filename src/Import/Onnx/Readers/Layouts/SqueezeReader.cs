using FpgaSeg.Import.Onnx.Folding;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Squeeze: dimensions of size 1 are dropped.</summary>
internal sealed class SqueezeReader : IOnnxOperatorReader
{
    public string OpType => "Squeeze";

    public IReadOnlyCollection<string> Attributes => ["axes"];

    public void Read(NodeReading reading)
    {
        var value = reading.TensorOrHead(0);
        var listed = reading.List("axes", 1, last: 12);
        if (value.Layout is not { } layout)
            return;
        listed ??= [.. Enumerable.Range(0, layout.Rank).Where(i => layout.Dims[i].IsEmpty).Select(i => (long)i)];
        if (Axes.Resolve(listed, layout.Rank) is { } axes && axes.All(i => layout.Dims[i].IsEmpty))
            reading.Define(value with { Layout = layout.Without(axes) });
        else
            reading.Refuse(NodeErrors.Shapes(
                reading.Node, $"axes [{string.Join(", ", listed)}] of dimensions {layout}", "dimensions of size 1 can be dropped."));
    }
}
