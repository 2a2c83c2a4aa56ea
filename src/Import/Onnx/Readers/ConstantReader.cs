using FpgaSeg.OnnxFormat;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Constant: a tensor, or (from operator set 12 on) numbers written as an attribute.</summary>
internal sealed class ConstantReader : IOnnxOperatorReader
{
    public string OpType => "Constant";

    public IReadOnlyCollection<string> Attributes => ["value", "value_float", "value_floats", "value_int", "value_ints"];

    public void Read(NodeReading reading)
    {
        if (Value(reading.Attributes) is { } tensor)
            reading.Define(tensor);
        else if (!reading.Attributes.Failed)
            reading.Refuse(NodeErrors.Operand(
                reading.Node, "it has no value", "a constant is a tensor or numbers.", "export the model again."));
    }

    private static TensorProto? Value(NodeAttributes attributes)
    {
        if (attributes.Tensor("value") is { } tensor)
            return tensor;
        if (attributes.Floats("value_floats") is { } floats)
            return new TensorProto { DataType = TensorTypes.Float32, Dims = { floats.Count }, FloatData = { floats } };
        if (attributes.Ints("value_ints") is { } ints)
            return new TensorProto { DataType = TensorTypes.Int64, Dims = { ints.Count }, Int64Data = { ints } };
        if (attributes.Has("value_float"))
            return new TensorProto { DataType = TensorTypes.Float32, FloatData = { attributes.Float("value_float", 0) } };
        return attributes.Has("value_int")
            ? new TensorProto { DataType = TensorTypes.Int64, Int64Data = { attributes.Int("value_int", 0) } }
            : null;
    }
}
