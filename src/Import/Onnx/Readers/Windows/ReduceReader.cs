using FpgaSeg.Import.Onnx.Folding;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>ReduceMean, ReduceSum and ReduceMax over rows and columns (global pooling) or, but for the maximum, over channels.</summary>
/// <param name="opType">The operator.</param>
/// <param name="kind">What is computed.</param>
/// <param name="lastWithAttribute">Last operator set in which the axes are an attribute.</param>
internal sealed class ReduceReader(string opType, string kind, int lastWithAttribute) : IOnnxOperatorReader
{
    public string OpType => opType;

    public IReadOnlyCollection<string> Attributes => ["axes", "keepdims", "noop_with_empty_axes"];

    public void Read(NodeReading reading)
    {
        var value = reading.Tensor(0);
        var listed = reading.List("axes", 1, lastWithAttribute);
        if (value.Map is not { } map || value.Layout is not { } layout || (listed is null && reading.Opset > lastWithAttribute && reading.Has(1)))
            return;
        if (listed is null or { Count: 0 } && reading.Attributes.Int("noop_with_empty_axes", 0) == 1)
        {
            reading.Define(value);
            return;
        }

        var dims = Axes.Resolve(listed is { Count: > 0 } ? listed : [.. Enumerable.Range(0, layout.Rank).Select(i => (long)i)], layout.Rank);
        var parts = dims?.SelectMany(dim => layout.Dims[dim]).ToArray();
        if (dims is null || !parts!.All(part => part == TensorLayout.Whole(map, part.Axis))
            || Reduction.Over(map, kind, [.. parts!.Select(part => part.Axis)]) is not var (op, shape))
        {
            reading.Refuse(NodeErrors.Shapes(
                reading.Node,
                $"axes [{string.Join(", ", listed ?? [])}] of dimensions {layout}",
                kind == Reduction.Largest ? "maxima are over rows and columns." : "means and sums are over rows and columns, or over channels."));
            return;
        }

        var emptied = dims.Aggregate(layout, (changed, dim) => changed.With(dim));
        var reduced = reading.Attributes.Int("keepdims", 1) != 0 ? emptied : emptied.Without(dims);
        reading.Define(TensorValue.Of(reading.Emit(op, shape, reading.Apply(value)), reduced));
    }
}
