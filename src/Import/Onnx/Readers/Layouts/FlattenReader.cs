using FpgaSeg.Import.Onnx.Folding;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Flatten to two dimensions, as before the small matrix products of a squeeze-and-excite block.</summary>
internal sealed class FlattenReader : IOnnxOperatorReader
{
    public string OpType => "Flatten";

    public IReadOnlyCollection<string> Attributes => ["axis"];

    public void Read(NodeReading reading)
    {
        var value = reading.Tensor(0);
        var axis = reading.Attributes.Int("axis", 1);
        if (value.Layout is not { } layout)
            return;
        var sizes = layout.Sizes;
        var split = axis == sizes.Length ? sizes.Length : Axes.Resolve(axis, sizes.Length) ?? 1;
        long[] flat = [Product(sizes[..split]), Product(sizes[split..])];
        if (layout.Reshape(flat) is { } reshaped)
            reading.Define(value with { Layout = reshaped });
        else
            reading.Refuse(NodeErrors.Division(reading.Node, layout, flat));
    }

    private static long Product(IEnumerable<long> sizes) => sizes.Aggregate(1L, (a, b) => a * b);
}
