using System.Collections.Immutable;

namespace FpgaSeg.Boards;

/// <summary>What all parts of a family have in common: how their blocks are built and how they are counted.</summary>
/// <param name="Name">Name that board.json uses.</param>
/// <param name="Title">Vendor's name.</param>
/// <param name="LutInputs">Inputs of a look-up table.</param>
/// <param name="MaxClockHz">No board's clock is above this, whatever the design: block RAM or multipliers of the slowest grade end there.</param>
/// <param name="Multiplier">The multiplier block.</param>
/// <param name="BlockRam">The block RAM primitive.</param>
/// <param name="LutRam">Memory made of look-up tables.</param>
/// <param name="Clocks">What makes clocks.</param>
public sealed record DeviceFamily(
    string Name,
    string Title,
    int LutInputs,
    long MaxClockHz,
    Multiplier Multiplier,
    BlockRam BlockRam,
    LutRam LutRam,
    ClockGenerator Clocks);

/// <summary>One multiplier block: A x B, both signed, into an accumulator.</summary>
/// <param name="Primitive">Vendor's name.</param>
/// <param name="ABits">Bits of the wider operand, sign included.</param>
/// <param name="BBits">Bits of the other operand, sign included.</param>
/// <param name="PreAdder">Whether one operand can be a sum made in the block.</param>
/// <param name="AccumulatorBits">Bits of the adder behind the product.</param>
/// <param name="MultipliersPerAccumulator">Multipliers that share one such adder; it takes the products of all of them in one cycle.</param>
/// <param name="HalfWidthProducts">Independent 9x9 products that the block makes instead; 1 where it cannot split.</param>
public sealed record Multiplier(
    string Primitive, int ABits, int BBits, bool PreAdder, int AccumulatorBits, int MultipliersPerAccumulator, int HalfWidthProducts);

/// <summary>Words and bits of a word.</summary>
public sealed record MemoryShape(int Depth, int Width)
{
    /// <summary>Bits stored.</summary>
    public int Bits => Depth * Width;

    /// <summary>Shapes that hold <paramref name="bits"/> each, of the given widths, in their order.</summary>
    internal static ImmutableArray<MemoryShape> Of(int bits, params ReadOnlySpan<int> widths)
    {
        var shapes = ImmutableArray.CreateBuilder<MemoryShape>(widths.Length);
        foreach (var width in widths)
            shapes.Add(new MemoryShape(bits / width, width));
        return shapes.MoveToImmutable();
    }
}

/// <summary>
/// One block RAM primitive. Shapes are ordered from deep to wide; those of 9, 18, 36 and 72 bits use the parity bits, the others leave them
/// idle.
/// </summary>
/// <param name="Primitive">Vendor's name.</param>
/// <param name="Bits">Bits, parity included.</param>
/// <param name="SimpleDualPort">Shapes with one write port and one read port.</param>
/// <param name="TrueDualPort">Shapes with two ports that read and write.</param>
/// <param name="ReadLatency">Cycles from address to data; the output register adds one.</param>
/// <param name="Half">Primitive of which two take the place of this one, with ports and contents of their own; null where it does not split.</param>
public sealed record BlockRam(
    string Primitive,
    int Bits,
    ImmutableArray<MemoryShape> SimpleDualPort,
    ImmutableArray<MemoryShape> TrueDualPort,
    int ReadLatency,
    BlockRam? Half);

/// <summary>Memory made of look-up tables.</summary>
/// <param name="BitsPerLut">Bits that one look-up table stores.</param>
/// <param name="SimpleDualPort">Memories with one write port and one read port that reads without a clock.</param>
/// <param name="ShiftRegisters">Addressable shift registers; empty where the family has none.</param>
public sealed record LutRam(int BitsPerLut, ImmutableArray<LutMemory> SimpleDualPort, ImmutableArray<LutMemory> ShiftRegisters);

/// <summary>A memory and the look-up tables that it takes, those of its write port included.</summary>
/// <param name="Primitive">Vendor's name.</param>
/// <param name="Shape">Words and bits.</param>
/// <param name="Luts">Look-up tables taken out of <see cref="DeviceResources.Lut"/>.</param>
public sealed record LutMemory(string Primitive, MemoryShape Shape, int Luts);
