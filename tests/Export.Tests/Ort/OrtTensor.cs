using System.Runtime.InteropServices;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Export.Format;
using FpgaSeg.Export.Values;

namespace FpgaSeg.Export.Tests.Ort;

/// <summary>A tensor as run.mjs takes it.</summary>
internal sealed record OrtTensor(string Type, FeatureShape Shape, byte[] Bytes)
{
    public static OrtTensor Of(FeatureMap<float> map) => new("float32", map.Shape, MemoryMarshal.AsBytes(map.Data.AsSpan()).ToArray());

    public static OrtTensor Of(FeatureMap<byte> map) => new("uint8", map.Shape, map.Data);

    /// <summary>Integers of a format in the type that the exporter holds them in; those of more than 16 bits as float, times the scale.</summary>
    public static OrtTensor Of(FeatureMap<int> map, NumberFormat format, double scale) => Containers.Of(format) switch
    {
        ElementType.UInt8 => new("uint8", map.Shape, Array.ConvertAll(map.Data, v => (byte)v)),
        ElementType.Int8 => new("int8", map.Shape, Array.ConvertAll(map.Data, v => (byte)(sbyte)v)),
        ElementType.UInt16 => new("uint16", map.Shape, MemoryMarshal.AsBytes(Array.ConvertAll(map.Data, v => (ushort)v).AsSpan()).ToArray()),
        ElementType.Int16 => new("int16", map.Shape, MemoryMarshal.AsBytes(Array.ConvertAll(map.Data, v => (short)v).AsSpan()).ToArray()),
        _ => Real(map, scale),
    };

    /// <summary>Integer times scale, as float.</summary>
    public static OrtTensor Real(FeatureMap<int> map, double scale) =>
        Of(new FeatureMap<float>(map.Shape, Array.ConvertAll(map.Data, v => (float)(v * (double)(float)scale))));

    /// <summary>Bytes of a result as integers of a format; float results are divided by the scale.</summary>
    public static FeatureMap<int> Integers(byte[] bytes, FeatureShape shape, NumberFormat format, double scale) => new(shape, Containers.Of(format) switch
    {
        ElementType.UInt8 => Array.ConvertAll(bytes, v => (int)v),
        ElementType.Int8 => Array.ConvertAll(bytes, v => (int)(sbyte)v),
        ElementType.UInt16 => Array.ConvertAll(MemoryMarshal.Cast<byte, ushort>(bytes).ToArray(), v => (int)v),
        ElementType.Int16 => Array.ConvertAll(MemoryMarshal.Cast<byte, short>(bytes).ToArray(), v => (int)v),
        _ => Steps(bytes, scale),
    });

    /// <summary>Floats over the scale, which must be integers but for float32's rounding.</summary>
    public static int[] Steps(byte[] bytes, double scale) => Array.ConvertAll(Floats(bytes), v =>
    {
        var steps = v / (double)(float)scale;
        Assert.True(Math.Abs(steps - Math.Round(steps)) < 0.3, $"{v} is {steps} steps of {scale}, no integer.");
        return (int)Math.Round(steps);
    });

    public static float[] Floats(byte[] bytes) => MemoryMarshal.Cast<byte, float>(bytes).ToArray();
}
