using FpgaSeg.Import.Onnx.Folding;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>CastLike beside a map, as the dynamo exporter's functions write it: a number becomes float, a map stays what it is.</summary>
internal sealed class CastLikeReader : IOnnxOperatorReader
{
    public string OpType => "CastLike";

    public IReadOnlyCollection<string> Attributes => ["saturate"];

    public void Read(NodeReading reading)
    {
        if (reading.ConstantOf(0) is { } number)
        {
            var read = NumbersConversion.Read(number, reading.Node.Proto.Input[0], reading.Node.At);
            foreach (var error in read.Errors)
                reading.Refuse(error);
            if (read.IsOk)
                reading.Define(NumbersConversion.Write(read.Value with { Type = TensorTypes.Float32 }));
            return;
        }

        var value = reading.TensorOrHead(0);
        if (reading.ConstantOf(1) is { } like && !TensorTypes.IsFloat(like.DataType))
            reading.Refuse(NodeErrors.Operand(
                reading.Node, $"it casts a map to {TensorTypes.Name(like.DataType)}", "maps are float until FpgaSeg quantizes them.", "give the float model, without casts to integers."));
        reading.Define(value);
    }
}
