namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>MatMul with a constant matrix over the channels.</summary>
internal sealed class MatMulReader : IOnnxOperatorReader
{
    public string OpType => "MatMul";

    public IReadOnlyCollection<string> Attributes => [];

    public void Read(NodeReading reading)
    {
        var value = reading.Tensor(0);
        if (reading.Floats(1) is not { } matrix || value.Map is null)
            return;
        if (matrix.Dims is not [var channels, var outputs] || value.Layout!.Rank < 2 || channels * outputs == 0)
        {
            reading.Refuse(NodeErrors.Shapes(reading.Node, $"the matrix is {matrix}", "a matrix has channels x outputs."));
            return;
        }

        var weights = MatrixProduct.Transposed(matrix.Data, (int)channels, (int)outputs);
        MatrixProduct.Emit(reading, value, (int)outputs, weights, new float[outputs]);
    }
}
