using System.Buffers.Binary;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Import.Onnx.Format;

namespace FpgaSeg.Import.Onnx;

/// <summary>Elements of a tensor in row-major order, with its dimensions.</summary>
internal sealed record OnnxTensor<T>(T[] Data, long[] Dims)
{
    public override string ToString() => Dims.Length == 0 ? "a scalar" : string.Join('x', Dims);
}

/// <summary>Decodes tensors: little-endian raw bytes or the typed lists of the format.</summary>
internal static class TensorReader
{
    /// <summary>Floats, all finite.</summary>
    public static Result<OnnxTensor<float>> Floats(TensorProto tensor, string name, string at)
    {
        if (!TensorTypes.IsFloat(tensor.DataType))
            return TensorErrors.Type(at, name, TensorTypes.Name(tensor.DataType), "floats");
        return AnyFloats(tensor, name, at).Then(read => CheckFinite(read, name, at));
    }

    /// <summary>Floats, infinities and NaN among them: bounds of a clip, operands of constant arithmetic.</summary>
    public static Result<OnnxTensor<float>> AnyFloats(TensorProto tensor, string name, string at) =>
        Decode(tensor, name, at, FloatsOf);

    /// <summary>Integers of 32 or 64 bits.</summary>
    public static Result<OnnxTensor<long>> Integers(TensorProto tensor, string name, string at)
    {
        if (tensor.DataType is not (TensorTypes.Int32 or TensorTypes.Int64))
            return TensorErrors.Type(at, name, TensorTypes.Name(tensor.DataType), "integers");
        return Decode(tensor, name, at, IntegersOf);
    }

    /// <summary>Integers, or booleans as 0 and 1.</summary>
    public static Result<OnnxTensor<long>> AnyIntegers(TensorProto tensor, string name, string at) =>
        tensor.DataType == TensorTypes.Boolean ? Decode(tensor, name, at, IntegersOf) : Integers(tensor, name, at);

    private static Result<OnnxTensor<T>> Decode<T>(TensorProto tensor, string name, string at, Func<TensorProto, IEnumerable<T>> elements)
    {
        if (tensor.DataLocation != 0)
            return TensorErrors.External(at, name);
        if (Count(tensor.Dims) is not { } count)
            return TensorErrors.Data(at, name, $"the dimensions {string.Join('x', tensor.Dims)} are impossible");
        var size = tensor.DataType switch { TensorTypes.Boolean => 1, TensorTypes.Float16 => 2, TensorTypes.Float32 or TensorTypes.Int32 => 4, _ => 8 };
        if (tensor.RawData.Length % size != 0)
            return TensorErrors.Data(
                at, name, $"{tensor.RawData.Length} bytes are no whole number of {TensorTypes.Name(tensor.DataType)} elements");
        var data = elements(tensor).ToArray();
        return data.Length == count
            ? new OnnxTensor<T>(data, [.. tensor.Dims])
            : TensorErrors.Data(
                at, name, $"the dimensions {string.Join('x', tensor.Dims)} ask for {count} elements, and {data.Length} are there");
    }

    private static long? Count(IEnumerable<long> dims)
    {
        long count = 1;
        foreach (var dim in dims)
        {
            if (dim < 0 || dim > int.MaxValue || (count *= dim) > int.MaxValue)
                return null;
        }

        return count;
    }

    private static IEnumerable<float> FloatsOf(TensorProto tensor)
    {
        var raw = tensor.RawData.Memory;
        return (tensor.DataType, raw.IsEmpty) switch
        {
            (TensorTypes.Float16, true) => tensor.Int32Data.Select(bits => (float)BitConverter.UInt16BitsToHalf((ushort)bits)),
            (TensorTypes.Float16, false) => Raw(raw, 2, bytes => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes)),
            (TensorTypes.Float64, true) => tensor.DoubleData.Select(value => (float)value),
            (TensorTypes.Float64, false) => Raw(raw, 8, bytes => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
            (_, true) => tensor.FloatData,
            _ => Raw(raw, 4, BinaryPrimitives.ReadSingleLittleEndian),
        };
    }

    private static IEnumerable<long> IntegersOf(TensorProto tensor)
    {
        var raw = tensor.RawData.Memory;
        return (tensor.DataType, raw.IsEmpty) switch
        {
            (TensorTypes.Boolean, false) => Raw(raw, 1, bytes => (long)bytes[0]),
            (TensorTypes.Int32 or TensorTypes.Boolean, true) => tensor.Int32Data.Select(value => (long)value),
            (TensorTypes.Int32, false) => Raw(raw, 4, bytes => (long)BinaryPrimitives.ReadInt32LittleEndian(bytes)),
            (_, true) => tensor.Int64Data,
            _ => Raw(raw, 8, BinaryPrimitives.ReadInt64LittleEndian),
        };
    }

    private static T[] Raw<T>(ReadOnlyMemory<byte> bytes, int size, Func<ReadOnlySpan<byte>, T> read)
    {
        var data = new T[bytes.Length / size];
        for (var i = 0; i < data.Length; i++)
            data[i] = read(bytes.Span.Slice(i * size, size));
        return data;
    }

    private static Result<OnnxTensor<float>> CheckFinite(OnnxTensor<float> tensor, string name, string at)
    {
        var first = Array.FindIndex(tensor.Data, value => !float.IsFinite(value));
        return first < 0 ? tensor : TensorErrors.NotFinite(at, name, tensor.Data.Count(v => !float.IsFinite(v)), first, tensor.Data[first]);
    }
}
