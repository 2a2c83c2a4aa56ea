namespace FpgaSeg.Planning.Engine;

/// <summary>
/// Which rows and columns of its operands a result reads: from first = y * StrideY - Top in steps of DilationY, columns likewise. Where the map is
/// doubled, first = y / 2 - Top, plus y % 2 if it is mixed linearly.
/// </summary>
/// <param name="Rows">Rows of the window.</param>
/// <param name="Columns">Columns of the window.</param>
/// <param name="Doubles">Whether height and width double: weights and scales then belong to the result's place in its block of 2x2.</param>
/// <param name="IsLinear">Whether a doubling mixes neighbours; the map's edge is then repeated, elsewhere it is padded.</param>
public sealed record EngineWindow(
    int Rows, int Columns, int StrideY = 1, int StrideX = 1, int Top = 0, int Left = 0, int DilationY = 1, int DilationX = 1, bool Doubles = false, bool IsLinear = false)
{
    /// <summary>Places in a block that weights and scales are kept for.</summary>
    public int Phases => Doubles ? 4 : 1;

    /// <summary>The first row that row <paramref name="y"/> of the result reads; it may lie above the map.</summary>
    public int FirstRow(int y) => Doubles ? (y >> 1) - Top + (IsLinear ? y & 1 : 0) : (y * StrideY) - Top;

    /// <summary>Rows of a map of <paramref name="height"/> rows, from its top, that row <paramref name="y"/> of the result needs.</summary>
    public int RowsNeeded(int y, int height) => Math.Min(FirstRow(y) + ((Rows - 1) * DilationY) + 1, height);
}
