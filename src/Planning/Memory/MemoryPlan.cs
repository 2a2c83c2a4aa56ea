namespace FpgaSeg.Planning.Memory;

/// <summary>A memory with what it is made of: block RAM units (halves where a block splits in two), or look-up tables.</summary>
public sealed record MemoryPlan(MemoryNeed Need, int Units, int Luts)
{
    /// <summary>Whether it is made of block RAM.</summary>
    public bool IsBlockRam => Units > 0;
}
