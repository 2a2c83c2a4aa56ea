using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Export;

/// <summary>
/// One operator as a file of its own: what it reads are inputs named in0, in1, ..., its value is the output. With it one layer of a network
/// can be compared with the simulator on the same integers.
/// </summary>
public static class OperatorExporter
{
    /// <summary>The file, or why the flavour cannot hold the operator.</summary>
    /// <param name="node">The operator.</param>
    /// <param name="inputs">The nodes that it reads, in its order.</param>
    /// <param name="flavour">How values are quantized.</param>
    public static Result<ExportedModel> Export(IntegerNode node, IReadOnlyList<IntegerNode> inputs, OnnxFlavour flavour)
    {
        var emitter = new GraphEmitter(flavour);
        for (var k = 0; k < inputs.Count; k++)
            emitter.AddInput(emitter.Carrier.Input(inputs[k] with { Name = $"in{k}" }, Values.Carrier.Stored(inputs[k].Scale)));
        emitter.Add(node with { Inputs = [.. Enumerable.Range(0, inputs.Count)] });
        if (emitter.Errors.Count > 0)
            return Result<ExportedModel>.Fail(emitter.Errors);
        var value = emitter.Values[^1];
        emitter.Writer.Output(value.Tensor, value.Type, value.Shape);
        var bytes = ModelEnvelope.Bytes(emitter.Writer.Graph, emitter.Opset, "fpgaseg");
        return new ExportedModel(bytes, emitter.Opset, [.. emitter.Values.Select(v => v.Tensor)]);
    }
}
