using FpgaSeg.Graph;
using FpgaSeg.Import.Onnx.Functions;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>An ONNX operator that is a function of every element.</summary>
internal sealed class FunctionReader(string opType, string[] attributes, Func<NodeAttributes, ActivationFunction> function) : IOnnxOperatorReader
{
    public FunctionReader(string opType, ActivationFunction function)
        : this(opType, [], _ => function)
    {
    }

    public string OpType => opType;

    public IReadOnlyCollection<string> Attributes => attributes;

    public void Read(NodeReading reading) =>
        reading.Define(PendingFunction.Apply(reading, reading.Tensor(0), function(reading.Attributes)));
}
