using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Import.Onnx.Format;

namespace FpgaSeg.Import.Onnx.Folding;

/// <summary>Between the tensors of the file and numbers under arithmetic.</summary>
internal static class NumbersConversion
{
    /// <summary>The elements of a tensor of floats, integers or booleans.</summary>
    public static Result<Numbers> Read(TensorProto tensor, string name, string at)
    {
        if (TensorTypes.IsFloat(tensor.DataType))
            return TensorReader.AnyFloats(tensor, name, at).Then<Numbers>(
                t => new Numbers(tensor.DataType, t.Dims, Array.ConvertAll(t.Data, x => (double)x)));
        return TensorReader.AnyIntegers(tensor, name, at).Then<Numbers>(
            t => new Numbers(tensor.DataType, t.Dims, Array.ConvertAll(t.Data, x => (double)x)));
    }

    /// <summary>A tensor of the numbers' type.</summary>
    public static TensorProto Write(Numbers numbers)
    {
        var tensor = new TensorProto { DataType = numbers.Type, Dims = { numbers.Dims } };
        switch (numbers.Type)
        {
            case TensorTypes.Float64:
                tensor.DoubleData.AddRange(numbers.Data);
                break;
            case TensorTypes.Int64:
                tensor.Int64Data.AddRange(numbers.Integers);
                break;
            case TensorTypes.Int32 or TensorTypes.Boolean:
                tensor.Int32Data.AddRange(numbers.Data.Select(x => (int)x));
                break;
            default:
                tensor.DataType = TensorTypes.Float32; // half precision computes in float32
                tensor.FloatData.AddRange(numbers.Data.Select(x => (float)x));
                break;
        }

        return tensor;
    }
}
