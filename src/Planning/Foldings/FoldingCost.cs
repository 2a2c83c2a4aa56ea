using System.Collections.Immutable;
using FpgaSeg.Planning.Memory;

namespace FpgaSeg.Planning.Foldings;

/// <summary>A folding with the look-up tables that it is worth.</summary>
internal sealed record FoldingCost(Folding Folding, int Luts);

/// <summary>A folding of a stage with what it takes.</summary>
/// <param name="Folding">The folding.</param>
/// <param name="Luts">Tables of its logic, its multipliers included where they are made of them.</param>
/// <param name="Memories">Its memories, each in units of block RAM or in tables.</param>
internal sealed record FoldingOption(Folding Folding, int Luts, ImmutableArray<MemoryCost> Memories)
{
    /// <summary>The folding where a unit of block RAM is worth so many tables: each memory is what it is cheaper as.</summary>
    public FoldingCost At(int tablesPerUnit) => new(Folding, Luts + Memories.Sum(m => m.At(tablesPerUnit)));
}
