using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Simulator.Fast.Rows;

namespace FpgaSeg.Simulator.Fast.Stages;

/// <summary>
/// Rows of a resized map: two rows mixed, then two columns, one rounding. Doubling with weights 9, 3, 3, 1 takes vectors of 16-bit integers, in which
/// 16 x 255 fits; everything else goes column by column.
/// </summary>
internal sealed unsafe class ResizeReader : RowReader
{
    private readonly IntegerResize2d _op;
    private readonly MapLayout _input;
    private readonly NumberFormat _format;
    private readonly int _node;
    private readonly (int First, int Second, int Weight)[] _columns;
    private readonly bool _doubles;

    public ResizeReader(IntegerNode node, int input, MapLayout layout)
        : base(node.Shape, node.Format.IsSigned, [input])
    {
        (_op, _input, _node, _format) = ((IntegerResize2d)node.Operator, layout, input, node.Format);
        _columns = [.. Enumerable.Range(0, node.Shape.Width).Select(_op.Columns.Sources)];
        _doubles = IsDoubling(_op.Rows) && IsDoubling(_op.Columns) && _op is { Multiplier: 1, Shift: 4 } && _op.Columns.InputSize >= 2;
    }

    public override void Read(StageContext context, int channel, int y, byte* row)
    {
        var (top, bottom, down) = _op.Rows.Sources(y);
        byte* map = context.Map(_node), upper = _input.Row(map, top).Bytes(channel), lower = _input.Row(map, bottom).Bytes(channel);
        if (_doubles)
            Double(upper, lower, down, row);
        else
            Mix(upper, lower, down, row);
    }

    private static bool IsDoubling(ResizeAxis axis) => axis == ResizeAxis.HalfPixel(axis.InputSize, 2 * axis.InputSize);

    private int At(byte* row, int x) => IsSigned ? ((sbyte*)row)[x] : row[x];

    private void Mix(byte* upper, byte* lower, int down, byte* row)
    {
        long up = _op.Rows.TotalWeight - down, half = _op.Shift == 0 ? 0 : 1L << (_op.Shift - 1);
        for (var x = 0; x < _columns.Length; x++)
        {
            var (left, right, across) = _columns[x];
            long back = _op.Columns.TotalWeight - across;
            var mixed = (up * ((back * At(upper, left)) + (across * (long)At(upper, right))))
                + (down * ((back * At(lower, left)) + (across * (long)At(lower, right))));
            row[x] = (byte)_format.Clip(((mixed * _op.Multiplier) + half) >> _op.Shift);
        }
    }

    /// <summary>Output 2i mixes sources i - 1 and i as 1 to 3, output 2i + 1 sources i and i + 1 as 3 to 1; beyond the edge the edge repeats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Double(byte* upper, byte* lower, int down, byte* row)
    {
        var width = _input.Shape.Width;
        var x = 1;
        for (; x + Vector128<short>.Count < width; x += Vector128<short>.Count)
        {
            var (before, here, after) = (Rows(upper, lower, down, x - 1), Rows(upper, lower, down, x), Rows(upper, lower, down, x + 1));
            var (left, right) = (Round(before, here), Round(after, here));
            ((left & Vector128.Create((short)0xFF)) | (right << 8)).AsByte().Store(row + (2 * x));
        }

        DoubleScalar(upper, lower, down, row, 0);
        for (; x < width; x++)
            DoubleScalar(upper, lower, down, row, x);
    }

    private void DoubleScalar(byte* upper, byte* lower, int down, byte* row, int x)
    {
        var last = _input.Shape.Width - 1;
        int Mixed(int at) => ((4 - down) * At(upper, Math.Clamp(at, 0, last))) + (down * At(lower, Math.Clamp(at, 0, last)));
        row[2 * x] = (byte)(((3 * Mixed(x)) + Mixed(x - 1) + 8) >> 4);
        row[(2 * x) + 1] = (byte)(((3 * Mixed(x)) + Mixed(x + 1) + 8) >> 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Round(Vector128<short> far, Vector128<short> near) => (far + near + near + near + Vector128.Create((short)8)) >> 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<short> Rows(byte* upper, byte* lower, int down, int x)
    {
        var (a, b) = (Load(upper + x), Load(lower + x));
        return (a * (short)(4 - down)) + (b * (short)down);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<short> Load(byte* p)
    {
        var bytes = Vector128.CreateScalar(*(ulong*)p);
        return IsSigned ? Vector128.WidenLower(bytes.AsSByte()) : Vector128.WidenLower(bytes.AsByte()).AsInt16();
    }
}
