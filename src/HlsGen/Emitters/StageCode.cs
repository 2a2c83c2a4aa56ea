using System.Collections.Immutable;

namespace FpgaSeg.HlsGen.Emitters;

/// <summary>What the templates write of one stage: a traits structure, ROMs, and a call of its kernel.</summary>
/// <param name="Name">Name of the structure.</param>
/// <param name="Kernel">Function in namespace fs.</param>
/// <param name="Header">File under hw/hls that defines it.</param>
/// <param name="Types">Type aliases of the structure.</param>
/// <param name="Constants">Constants of the structure.</param>
/// <param name="Quantisers">Nested structures for the rounding rule.</param>
/// <param name="Roms">Arguments after the streams, in order.</param>
public sealed record StageCode(
    string Name,
    string Kernel,
    string Header,
    ImmutableArray<TypeCode> Types,
    ImmutableArray<ConstantCode> Constants,
    ImmutableArray<QuantiserCode> Quantisers,
    ImmutableArray<RomCode> Roms);

/// <summary>A type alias.</summary>
public sealed record TypeCode(string Name, string Type);

/// <summary>A compile-time constant; the value is C++ text.</summary>
public sealed record ConstantCode(string Name, string Value, string Type = "int")
{
    public ConstantCode(string name, long value)
        : this(name, value.ToString(System.Globalization.CultureInfo.InvariantCulture))
    {
    }
}

/// <summary>The parameters of requantise.hpp.</summary>
public sealed record QuantiserCode(string Name, string OutType, int AccumulatorBits, int Shift, bool IsUnit, int OffsetBits, bool Rectifies, int RectifierBits, bool IsInLogic);

/// <summary>A read-only memory.</summary>
/// <param name="Name">Name after the stage's.</param>
/// <param name="Type">C++ type of an element.</param>
/// <param name="Dimensions">C++ text, for example [36][8].</param>
/// <param name="Rows">C++ text of the initialiser, one string per line.</param>
/// <param name="Words">Each word as hexadecimal digits for $readmemh, most significant first.</param>
public sealed record RomCode(string Name, string Type, string Dimensions, ImmutableArray<string> Rows, ImmutableArray<string> Words);
