namespace FpgaSeg.Import.Onnx;

/// <summary>The element types of ONNX tensors by number.</summary>
internal static class TensorTypes
{
    public const int Float32 = 1;
    public const int Int32 = 6;
    public const int Int64 = 7;
    public const int Boolean = 9;
    public const int Float16 = 10;
    public const int Float64 = 11;

    private static readonly string[] Names =
    [
        "undefined", "float32", "uint8", "int8", "uint16", "int16", "int32", "int64", "strings", "booleans", "float16", "float64",
        "uint32", "uint64", "complex64", "complex128", "bfloat16", "float8e4m3fn", "float8e4m3fnuz", "float8e5m2", "float8e5m2fnuz",
        "uint4", "int4", "float4e2m1",
    ];

    public static string Name(int type) => type >= 0 && type < Names.Length ? Names[type] : $"type {type}";

    public static bool IsFloat(int type) => type is Float32 or Float16 or Float64;
}
