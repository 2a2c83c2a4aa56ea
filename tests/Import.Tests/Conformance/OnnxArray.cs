using FpgaSeg.Import.Onnx;
using FpgaSeg.Import.Onnx.Format;

namespace FpgaSeg.Import.Tests.Conformance;

/// <summary>A tensor of a test as numbers: dimensions and elements in row-major order.</summary>
internal sealed record OnnxArray(int Type, long[] Dims, double[] Data)
{
    public bool IsFloat => TensorTypes.IsFloat(Type);

    /// <summary>The tensor; null for element types that no network here has, and for files that hold sequences.</summary>
    public static OnnxArray? Read(TensorProto tensor)
    {
        if (TensorTypes.IsFloat(tensor.DataType))
            return TensorReader.AnyFloats(tensor, tensor.Name, "") is { IsOk: true, Value: var floats }
                ? new(tensor.DataType, floats.Dims, Array.ConvertAll(floats.Data, v => (double)v))
                : null;
        return TensorReader.AnyIntegers(tensor, tensor.Name, "") is { IsOk: true, Value: var integers }
            ? new(tensor.DataType, integers.Dims, Array.ConvertAll(integers.Data, v => (double)v))
            : null;
    }

    /// <summary>One of the images of a batch.</summary>
    public OnnxArray Image(int n)
    {
        var size = Data.Length / (int)Dims[0];
        return new(Type, [1, .. Dims[1..]], Data[(n * size)..((n + 1) * size)]);
    }

    /// <summary>The first difference beyond ONNX's own tolerance for backends (1e-3 of the value and 1e-7), or null.</summary>
    public string? DifferenceFrom(OnnxArray expected)
    {
        if (!Dims.AsSpan().SequenceEqual(expected.Dims))
            return $"dimensions [{string.Join(", ", Dims)}] instead of [{string.Join(", ", expected.Dims)}]";
        for (var i = 0; i < Data.Length; i++)
        {
            if (!Data[i].Equals(expected.Data[i]) && !(Math.Abs(Data[i] - expected.Data[i]) <= 1e-7 + (1e-3 * Math.Abs(expected.Data[i]))))
                return $"element {i} is {Data[i]:G8} instead of {expected.Data[i]:G8}";
        }

        return null;
    }
}
