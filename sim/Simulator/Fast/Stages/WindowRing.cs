using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FpgaSeg.Simulator.Fast.Rows;

namespace FpgaSeg.Simulator.Fast.Stages;

/// <summary>
/// The input rows under a window, as planes of pairs. Scratch memory: the row number each slot holds, the taps' offsets, two padded rows of bytes, and
/// the slots. At a stride above 1 every tap of a kernel row has columns of its own, so that the kernels always read neighbours.
/// </summary>
internal sealed unsafe class WindowRing
{
    private const int Empty = int.MinValue;

    private readonly RowReader _reader;
    private readonly ConvCore _core;
    private readonly int _slots;
    private readonly int _packed;
    private readonly int _tapColumns;
    private readonly int _paddedBytes;

    public WindowRing(RowReader reader, ConvCore core, int width)
    {
        (_reader, _core) = (reader, core);
        var window = core.Window;
        _slots = window.ExtentY;
        var reach = window.ExtentX + window.DilationX;
        _tapColumns = RowKernels.Align(width);
        _packed = window.StrideX == 1 ? RowKernels.Align(_tapColumns + reach) : _tapColumns;
        var columns = Math.Max((_packed * window.StrideX) + reach, reader.Shape.Width + window.PadLeft);
        _paddedBytes = RowKernels.Align(columns + RowKernels.Alignment);
    }

    public int ScratchBytes => OffsetBytes + NumberBytes + (2 * _paddedBytes) + (_slots * SlotInts * sizeof(int));

    private int SlotInts => _core.Planes * PlaneInts;

    private int PlaneInts => _core.Window.StrideX == 1 ? _packed : _packed * _core.ColumnTaps;

    private int OffsetBytes => RowKernels.Align(_core.TapCount * sizeof(int));

    private int NumberBytes => RowKernels.Align(_slots * sizeof(int));

    public void Begin(byte* scratch)
    {
        new Span<int>(scratch + OffsetBytes, _slots).Fill(Empty);
        new Span<byte>(scratch + OffsetBytes + NumberBytes, 2 * _paddedBytes).Clear();
    }

    /// <summary>The planes under output row <paramref name="y"/>; rows that are not there yet are prepared.</summary>
    public ConvInput Advance(StageContext context, byte* scratch, int y)
    {
        var window = _core.Window;
        int* offsets = (int*)scratch, numbers = (int*)(scratch + OffsetBytes);
        var slots = (int*)(scratch + OffsetBytes + NumberBytes + (2 * _paddedBytes));
        var top = (y * window.StrideY) - window.PadTop;
        for (var ky = 0; ky < window.KernelHeight; ky++)
        {
            var row = top + (ky * window.DilationY);
            var slot = ((row % _slots) + _slots) % _slots;
            if (numbers[slot] != row)
                Prepare(context, scratch + OffsetBytes + NumberBytes, slots + (slot * SlotInts), row);
            numbers[slot] = row;
            SetOffsets(offsets, ky, slot);
        }

        return new ConvInput(slots, PlaneInts, offsets);
    }

    private void SetOffsets(int* offsets, int ky, int slot)
    {
        var (columns, step) = (_core.ColumnTaps, _core.Window.StrideX == 1 ? _core.ColumnStep : _packed);
        for (var plane = 0; plane < _core.PlanesPerGroup; plane++)
        {
            var taps = offsets + (((plane * _core.Window.KernelHeight) + ky) * columns);
            for (var j = 0; j < columns; j++)
                taps[j] = (slot * SlotInts) + (plane * PlaneInts) + (j * step);
        }
    }

    private void Prepare(StageContext context, byte* padded, int* slot, int row)
    {
        if (row < 0 || row >= _reader.Shape.Height)
        {
            new Span<int>(slot, SlotInts).Clear();
            return;
        }

        byte* first = padded, second = padded + _paddedBytes;
        var perGroup = _core.InChannelsPerGroup;
        for (var c = 0; c < _reader.Shape.Channels; c += Pairing(c, perGroup))
        {
            _reader.Read(context, c, row, first + _core.Window.PadLeft);
            var two = Pairing(c, perGroup) == 2;
            if (two)
                _reader.Read(context, c + 1, row, second + _core.Window.PadLeft);

            // Without a second channel the weights of its half are 0, so that it may hold anything.
            Pack(context.Kernels, first, _core.PairsTaps ? first + _core.Window.DilationX : two ? second : first, slot);
            slot += PlaneInts;
        }
    }

    private int Pairing(int c, int perGroup) => !_core.PairsTaps && (c % perGroup) + 1 < perGroup ? 2 : 1;

    private void Pack(RowKernels kernels, byte* a, byte* b, int* plane)
    {
        var window = _core.Window;
        if (window.StrideX == 1)
        {
            kernels.PackPairs(a, b, plane, _packed, _reader.IsSigned);
            return;
        }

        for (var j = 0; j < _core.ColumnTaps; j++)
            Gather(a + (j * _core.ColumnStep), b + (j * _core.ColumnStep), plane + (j * _packed), window.StrideX);
    }

    /// <summary>Every second column by vectors: the low bytes of 16-bit integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void EverySecond(byte* a, byte* b, int* plane)
    {
        for (var x = 0; x < _tapColumns; x += Vector128<short>.Count)
        {
            Vector128<ushort> low = LowBytes(a + (2 * x)), high = LowBytes(b + (2 * x));
            (Vector128.WidenLower(low).AsInt32() | (Vector128.WidenLower(high).AsInt32() << 16)).Store(plane + x);
            (Vector128.WidenUpper(low).AsInt32() | (Vector128.WidenUpper(high).AsInt32() << 16)).Store(plane + x + Vector128<int>.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<ushort> LowBytes(byte* p)
    {
        var pairs = Vector128.Load((short*)p) << 8;
        return (_reader.IsSigned ? pairs >> 8 : pairs >>> 8).AsUInt16();
    }

    private void Gather(byte* a, byte* b, int* plane, int stride)
    {
        if (stride == 2)
        {
            EverySecond(a, b, plane);
            return;
        }

        for (var x = 0; x < _tapColumns; x++, a += stride, b += stride)
            plane[x] = _reader.IsSigned ? ((sbyte)*a & 0xFFFF) | ((sbyte)*b << 16) : *a | (*b << 16);
    }
}
