namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Add, Sub, Mul, Div, Pow, Min, Max, Sum of maps and constants.</summary>
internal sealed class ArithmeticReader(string opType) : IOnnxOperatorReader
{
    public string OpType => opType;

    public IReadOnlyCollection<string> Attributes => [];

    public void Read(NodeReading reading)
    {
        var operation = opType == "Sum" ? "Add" : opType;
        if (reading.Count == 2 && reading.ConstantOf(0) is not null && reading.ConstantOf(1) is null)
        {
            ConstantOperand.Read(reading, operation, 1, 0);
            return;
        }

        if (reading.Count == 2 && reading.ConstantOf(1) is not null)
        {
            ConstantOperand.Read(reading, operation, 0, 1);
            return;
        }

        var result = reading.Tensor(0);
        for (var i = 1; i < reading.Count; i++)
            result = MapPair.Combine(reading, operation, result, reading.Tensor(i));
        reading.Define(result);
    }
}
