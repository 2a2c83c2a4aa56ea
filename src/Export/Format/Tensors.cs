using System.Runtime.InteropServices;
using FpgaSeg.Import.Onnx.Format;
using Google.Protobuf;

namespace FpgaSeg.Export.Format;

/// <summary>Constant tensors, little-endian as ONNX stores them.</summary>
internal static class Tensors
{
    public static TensorProto Floats(IEnumerable<double> values, params long[] dims) =>
        Of(ElementType.Float, dims, values.Select(v => (float)v).ToArray());

    public static TensorProto Float(double value) => Floats([value]);

    public static TensorProto Longs(params long[] values) => Of(ElementType.Int64, [values.Length], values);

    /// <summary>Integers of <paramref name="type"/>, each of which fits it.</summary>
    public static TensorProto Integers(ElementType type, IReadOnlyList<int> values, params long[] dims) => type switch
    {
        ElementType.UInt8 => Of(type, dims, [.. values.Select(v => checked((byte)v))]),
        ElementType.Int8 => Of(type, dims, [.. values.Select(v => checked((sbyte)v))]),
        ElementType.UInt16 => Of(type, dims, [.. values.Select(v => checked((ushort)v))]),
        ElementType.Int16 => Of(type, dims, [.. values.Select(v => checked((short)v))]),
        ElementType.Int32 => Of(type, dims, [.. values]),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type of small integers."),
    };

    private static TensorProto Of<T>(ElementType type, long[] dims, T[] values)
        where T : unmanaged => new()
        {
            DataType = (int)type,
            Dims = { dims },
            RawData = ByteString.CopyFrom(LittleEndian(values)),
        };

    private static byte[] LittleEndian<T>(T[] values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
        var size = Marshal.SizeOf<T>();
        for (var i = 0; !BitConverter.IsLittleEndian && i < bytes.Length; i += size)
            Array.Reverse(bytes, i, size);
        return bytes;
    }
}
