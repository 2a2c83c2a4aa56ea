using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Simulator.Fast.Rows;

/// <summary>A sum that a convolution's ending computes: its rounded value plus that of another map.</summary>
/// <param name="op">The multipliers and the shift.</param>
/// <param name="node">The other map's node.</param>
/// <param name="other">The other map.</param>
/// <param name="term">What the convolution gives.</param>
/// <param name="termIsFirst">Whether that is operand a.</param>
/// <param name="output">What the sum may be.</param>
internal sealed unsafe class FusedAdd(IntegerAdd op, int node, MapLayout other, ByteRange term, bool termIsFirst, ByteRange output)
{
    private readonly EndingConstants _constants = Constants(op, term, termIsFirst, output);

    /// <summary>The node whose map is added.</summary>
    public int Node => node;

    public EndRules Rules => new(_constants.Pointer, op.Shift, other.Format.IsSigned);

    /// <summary>Whether 32 bits hold everything.</summary>
    public static bool Fits(IntegerAdd op) =>
        op.Shift <= 22 && (256L * (Math.Abs((long)op.MultiplierA) + Math.Abs((long)op.MultiplierB))) + (129L << op.Shift) < int.MaxValue;

    /// <summary>Row <paramref name="y"/> of the other map.</summary>
    public RowView Row(byte* map, int y) => other.Row(map, y);

    private static EndingConstants Constants(IntegerAdd op, ByteRange term, bool termIsFirst, ByteRange output)
    {
        var (mine, its) = termIsFirst ? (op.MultiplierA, op.MultiplierB) : (op.MultiplierB, op.MultiplierA);
        var half = (op.Shift == 0 ? 0 : 1 << (op.Shift - 1)) - (output.Centre << op.Shift) + (term.Centre * mine);
        return new EndingConstants(output, term, mine, its, half);
    }
}
