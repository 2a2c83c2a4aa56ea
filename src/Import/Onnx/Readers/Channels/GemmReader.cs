namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Gemm on a map of one pixel, as in squeeze-and-excite blocks: alpha * x * B + beta * C.</summary>
internal sealed class GemmReader : IOnnxOperatorReader
{
    public string OpType => "Gemm";

    public IReadOnlyCollection<string> Attributes => ["alpha", "beta", "broadcast", "transA", "transB"];

    public void Read(NodeReading reading)
    {
        var value = reading.Tensor(0);
        var matrix = reading.Floats(1);
        var bias = reading.Has(2) ? reading.Floats(2) : null;
        reading.Attributes.Require("transA", 0, "the map's channels are the columns of its one row.", "export the layer as torch.nn.Linear writes it.");
        if (matrix is null || value.Map is null || (bias is null && reading.Has(2)))
            return;
        var transposed = reading.Attributes.Int("transB", 0) != 0;
        if (matrix.Dims is not [var first, var second] || first * second == 0 || value.Layout!.Rank != 2)
        {
            reading.Refuse(NodeErrors.Shapes(
                reading.Node, $"dimensions {value.Layout} are multiplied with {matrix}", "a row of channels is multiplied with channels x outputs."));
            return;
        }

        var (alpha, beta) = (reading.Attributes.Float("alpha", 1), reading.Attributes.Float("beta", 1));
        var weights = transposed ? matrix.Data : MatrixProduct.Transposed(matrix.Data, (int)first, (int)second);
        var outputs = (int)(transposed ? first : second);
        float[] offsets = bias is null ? new float[outputs]
            : bias.Data.Length == 1 ? [.. Enumerable.Repeat(bias.Data[0] * beta, outputs)] : [.. bias.Data.Select(b => b * beta)];
        MatrixProduct.Emit(reading, value, outputs, [.. weights.Select(w => w * alpha)], offsets);
    }
}
