using FpgaSeg.Import.Onnx.Folding;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Transpose: the same map with its dimensions in another order, as between NHWC and NCHW.</summary>
internal sealed class TransposeReader : IOnnxOperatorReader
{
    public string OpType => "Transpose";

    public IReadOnlyCollection<string> Attributes => ["perm"];

    public void Read(NodeReading reading)
    {
        var value = reading.TensorOrHead(0);
        var perm = reading.Attributes.Ints("perm");
        if (value.Layout is not { } layout)
            return;
        var listed = perm ?? [.. Enumerable.Range(0, layout.Rank).Reverse().Select(i => (long)i)];
        if (listed.Count != layout.Rank || Axes.Resolve(listed, layout.Rank) is not { } order)
        {
            reading.Attributes.Refuse(
                "perm", $"[{string.Join(", ", listed)}]", $"the operand has the dimensions {layout}.", "export the model again.");
            return;
        }

        reading.Define(value with { Layout = layout.Transpose(order) });
    }
}
