using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Planning;

/// <summary>Widths of a resize's mixes of two columns and of two rows: each holds total weight x the difference of two values.</summary>
public readonly record struct ResizeWidths(int Row, int Sum)
{
    public static ResizeWidths Of(IntegerResize2d op, NumberFormat input)
    {
        var difference = 2 * Math.Max(-(long)input.Min, input.Max);
        return new ResizeWidths(Signed(difference * op.Columns.TotalWeight), Signed(difference * op.Columns.TotalWeight * op.Rows.TotalWeight));
    }

    private static int Signed(long magnitude) => 65 - System.Numerics.BitOperations.LeadingZeroCount((ulong)magnitude);
}
