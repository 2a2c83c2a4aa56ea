using System.Buffers.Binary;

namespace FpgaSeg.Import.Checkpoints;

/// <summary>An element type of a checkpoint's tensors.</summary>
/// <param name="Name">Name as PyTorch writes it, for messages.</param>
/// <param name="Size">Bytes of one element.</param>
/// <param name="Read">Decodes one little-endian element to float32; null for types that hold no weights.</param>
internal sealed record ElementType(string Name, int Size, ElementType.Decoder? Read = null)
{
    public delegate float Decoder(ReadOnlySpan<byte> element);

    public static readonly ElementType Float32 = new("float32", 4, BinaryPrimitives.ReadSingleLittleEndian);
    public static readonly ElementType Float64 = new("float64", 8, bytes => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes));
    public static readonly ElementType Float16 = new("float16", 2, bytes => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes));

    /// <summary>The upper half of a float32.</summary>
    public static readonly ElementType BFloat16 =
        new("bfloat16", 2, bytes => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(bytes) << 16));

    public static readonly ElementType Int64 = new("int64", 8);
    public static readonly ElementType Int32 = new("int32", 4);
    public static readonly ElementType Int16 = new("int16", 2);
    public static readonly ElementType Int8 = new("int8", 1);
    public static readonly ElementType UInt8 = new("uint8", 1);
    public static readonly ElementType UInt16 = new("uint16", 2);
    public static readonly ElementType UInt32 = new("uint32", 4);
    public static readonly ElementType UInt64 = new("uint64", 8);
    public static readonly ElementType Bool = new("bool", 1);
    public static readonly ElementType Complex64 = new("complex64", 8);
    public static readonly ElementType Complex128 = new("complex128", 16);
    public static readonly ElementType Float8E4M3 = new("float8_e4m3fn", 1);
    public static readonly ElementType Float8E5M2 = new("float8_e5m2", 1);
    public static readonly ElementType QInt8 = new("qint8", 1);
    public static readonly ElementType QUInt8 = new("quint8", 1);
    public static readonly ElementType QInt32 = new("qint32", 4);

    public override string ToString() => Name;
}
