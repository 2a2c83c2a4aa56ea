using System.Collections.Frozen;
using FpgaSeg.Import.Checkpoints;

namespace FpgaSeg.Import.Safetensors;

/// <summary>Element types by their safetensors names.</summary>
internal static class SafetensorsTypes
{
    private static readonly FrozenDictionary<string, ElementType> Types = new Dictionary<string, ElementType>(StringComparer.Ordinal)
    {
        ["F64"] = ElementType.Float64,
        ["F32"] = ElementType.Float32,
        ["F16"] = ElementType.Float16,
        ["BF16"] = ElementType.BFloat16,
        ["I64"] = ElementType.Int64,
        ["I32"] = ElementType.Int32,
        ["I16"] = ElementType.Int16,
        ["I8"] = ElementType.Int8,
        ["U64"] = ElementType.UInt64,
        ["U32"] = ElementType.UInt32,
        ["U16"] = ElementType.UInt16,
        ["U8"] = ElementType.UInt8,
        ["BOOL"] = ElementType.Bool,
        ["F8_E4M3"] = ElementType.Float8E4M3,
        ["F8_E5M2"] = ElementType.Float8E5M2,
    }.ToFrozenDictionary();

    /// <summary>The type of that name, or null.</summary>
    public static ElementType? Find(string name) => Types.GetValueOrDefault(name);
}
