using FpgaSeg.Import.Onnx.Folding;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Unsqueeze: dimensions of size 1 are put in.</summary>
internal sealed class UnsqueezeReader : IOnnxOperatorReader
{
    public string OpType => "Unsqueeze";

    public IReadOnlyCollection<string> Attributes => ["axes"];

    public void Read(NodeReading reading)
    {
        var value = reading.TensorOrHead(0);
        var listed = reading.List("axes", 1, last: 12);
        if (value.Layout is not { } layout || (listed is null && reading.Has(1)))
            return;
        if (listed is null || listed.Count > 8 || Axes.Resolve(listed, layout.Rank + listed.Count) is not { } axes)
        {
            reading.Refuse(NodeErrors.Shapes(
                reading.Node, $"axes [{string.Join(", ", listed ?? [])}] of dimensions {layout}", "each axis is a place in the result, once."));
            return;
        }

        var old = new Queue<IEnumerable<AxisPart>>(layout.Dims.Select(parts => parts.AsEnumerable()));
        var dims = Enumerable.Range(0, layout.Rank + axes.Length).Select(i => axes.Contains(i) ? [] : old.Dequeue()).ToArray();
        reading.Define(value with { Layout = TensorLayout.Of(dims) });
    }
}
