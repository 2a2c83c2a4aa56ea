using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Planning.Foldings;

namespace FpgaSeg.HlsGen.Emitters;

/// <summary>C++ types of number formats.</summary>
internal static class TypeText
{
    public static string Of(NumberFormat format) => format.IsSigned ? Signed(format.Bits) : $"ap_uint<{format.Bits}>";

    /// <summary>How products.hpp multiplies.</summary>
    public static string Of(Packing packing, bool inLogic) =>
        inLogic ? "fs::in_logic" : packing.IsPaired ? $"fs::paired<{packing.Shift}, {packing.Chain}>" : "fs::unpacked";

    public static string Signed(int bits) => $"ap_int<{bits}>";

    /// <summary>A weight in a memory: ap_int in hardware, something that host compilers digest by the million.</summary>
    public static string Weight(int bits) => $"fs::rom<{bits}>";
}
