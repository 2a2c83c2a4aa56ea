using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FpgaSeg.Simulator.Fast.Rows;

namespace FpgaSeg.Simulator.Fast.Stages;

/// <summary>
/// The input rows under a window, as planes of pairs. Scratch memory: the row number each slot holds, two rows of bytes, and the slots; where the taps of an output
/// row lie depends on the slot of its first row alone. A plane begins with a margin, so that its columns are aligned and the zeros around them are in it. At a stride above 1 every tap of a kernel row has
/// columns of its own, so that the kernels always read neighbours; there the zeros are around the rows of bytes.
/// </summary>
internal sealed unsafe class WindowRing
{
    private const int Empty = int.MinValue;

    private readonly RowReader _reader;
    private readonly ConvCore _core;
    private readonly int _slots;
    private readonly int _packed;
    private readonly int _tapColumns;
    private readonly int _margin;
    private readonly int _reach;
    private readonly int _paddedBytes;
    private readonly int _planeInts;
    private readonly int _slotInts;
    private readonly Pinned<nint> _offsets;

    public WindowRing(RowReader reader, ConvCore core, int width)
    {
        (_reader, _core) = (reader, core);
        var window = core.Window;
        _slots = window.ExtentY;
        _reach = Math.Max(window.ExtentX, width + window.ExtentX - window.PadLeft - reader.Shape.Width) + window.DilationX;
        _tapColumns = RowKernels.Align(width);

        // Pairs of taps have no tap in the middle: their first one is aligned, at the start of the plane.
        _margin = !IsDense ? 0 : core.PairsTaps ? window.PadLeft : RowKernels.Align(window.PadLeft * sizeof(int)) / sizeof(int);
        _packed = IsDense ? RowKernels.Align(_margin + RowKernels.Align(Math.Max(width, reader.Shape.Width)) + RowKernels.Align(_reach)) : _tapColumns;
        var columns = Math.Max((_tapColumns * window.StrideX) + _reach, reader.Shape.Width + window.PadLeft);
        _paddedBytes = RowKernels.Align(columns + RowKernels.Alignment);
        _planeInts = IsDense ? _packed : _packed * core.ColumnTaps;
        _slotInts = core.Planes * _planeInts;
        _offsets = new Pinned<nint>([.. Enumerable.Range(0, _slots).SelectMany(Offsets)]);
    }

    public int ScratchBytes => NumberBytes + (2 * _paddedBytes) + (_slots * _slotInts * sizeof(int));

    private bool IsDense => _core.Window.StrideX == 1;

    private int NumberBytes => RowKernels.Align(_slots * sizeof(int));

    public void Begin(byte* scratch)
    {
        new Span<int>(scratch, _slots).Fill(Empty);
        new Span<byte>(scratch + NumberBytes, 2 * _paddedBytes).Clear();
    }

    /// <summary>The planes under output row <paramref name="y"/>; rows that are not there yet are prepared.</summary>
    public ConvInput Advance(StageContext context, byte* scratch, int y)
    {
        var window = _core.Window;
        var numbers = (int*)scratch;
        var slots = (int*)(scratch + NumberBytes + (2 * _paddedBytes));
        var top = (y * window.StrideY) - window.PadTop;
        var first = ((top % _slots) + _slots) % _slots;
        for (var ky = 0; ky < window.KernelHeight; ky++)
        {
            int row = top + (ky * window.DilationY), slot = Slot(first, ky);
            if (numbers[slot] != row)
                Prepare(context, scratch + NumberBytes, slots + (slot * _slotInts), row);
            numbers[slot] = row;
        }

        return new ConvInput(slots, _planeInts, _offsets.Pointer + (first * _core.TapCount));
    }

    /// <summary>Where kernel row <paramref name="ky"/> is if the first one is in slot <paramref name="first"/>.</summary>
    private int Slot(int first, int ky)
    {
        var slot = first + (ky * _core.Window.DilationY);
        return slot >= _slots ? slot - _slots : slot;
    }

    /// <summary>Distances of the taps in bytes: by plane, kernel row, column tap.</summary>
    private IEnumerable<nint> Offsets(int first)
    {
        var start = IsDense ? _margin - _core.Window.PadLeft : 0;
        var step = IsDense ? _core.ColumnStep : _packed;
        return from plane in Enumerable.Range(0, _core.PlanesPerGroup)
               from ky in Enumerable.Range(0, _core.Window.KernelHeight)
               from column in Enumerable.Range(0, _core.ColumnTaps)
               select (nint)((Slot(first, ky) * _slotInts) + (plane * _planeInts) + start + (column * step)) * sizeof(int);
    }

    private void Prepare(StageContext context, byte* padded, int* slot, int row)
    {
        if (row < 0 || row >= _reader.Shape.Height)
            new Span<int>(slot, _slotInts).Clear();
        else if (!IsDense)
            PrepareStrided(context, padded, slot, row);
        else if (_reader.Rows(context, row) is { } rows && !(_core.PairsTaps && _core.Window.DilationX > RowKernels.Alignment))
            PrepareDense(context, slot, rows);
        else
            PrepareRead(context, padded, slot, row);
    }

    /// <summary>All channels from where they lie.</summary>
    private void PrepareDense(StageContext context, int* slot, RowView rows)
    {
        var (planes, perGroup) = (_core.PlanesPerGroup, _core.InChannelsPerGroup);
        if (_core.PairsTaps)
        {
            Pack(context, new PairRows(rows.Start, rows.Stride, _core.Window.DilationX, slot + _margin, _planeInts, _core.Planes, lastIsSingle: false));
            return;
        }

        for (var group = 0; group < _core.Groups; group++)
        {
            var first = rows.Bytes(group * perGroup);
            Pack(context, new PairRows(first, 2 * rows.Stride, rows.Stride, slot + _margin + (group * planes * _planeInts), _planeInts, planes, perGroup % 2 != 0));
        }
    }

    /// <summary>Channels that have to be read first, one or two at a time. A far dilation would read behind the map's end.</summary>
    private void PrepareRead(StageContext context, byte* buffers, int* slot, int row)
    {
        var perGroup = _core.InChannelsPerGroup;
        for (var c = 0; c < _reader.Shape.Channels; c += Pairing(c, perGroup), slot += _planeInts)
        {
            _reader.Read(context, c, row, buffers);
            var hasSecond = Pairing(c, perGroup) == 2;
            if (hasSecond)
                _reader.Read(context, c + 1, row, buffers + _paddedBytes);
            Pack(context, new PairRows(buffers, 0, _core.PairsTaps ? _core.Window.DilationX : _paddedBytes, slot + _margin, 0, 1, !_core.PairsTaps && !hasSecond));
        }
    }

    private void Pack(StageContext context, in PairRows rows)
    {
        var width = _reader.Shape.Width;
        var edges = new PairEdges(_core.Window.PadLeft, width, _reach, _core.PairsTaps ? _core.Window.DilationX : 0);
        context.Kernels.PackPairs(rows, edges, context.Kernels.Columns(width), _reader.IsSigned);
    }

    private void PrepareStrided(StageContext context, byte* padded, int* slot, int row)
    {
        var perGroup = _core.InChannelsPerGroup;
        for (var c = 0; c < _reader.Shape.Channels; c += Pairing(c, perGroup), slot += _planeInts)
            PrepareStrided(context, padded, slot, c, Pairing(c, perGroup) == 2 ? c + 1 : -1, row);
    }

    private void PrepareStrided(StageContext context, byte* padded, int* plane, int channel, int second, int row)
    {
        byte* a = padded, b = padded + _paddedBytes;
        _reader.Read(context, channel, row, a + _core.Window.PadLeft);
        if (second >= 0)
            _reader.Read(context, second, row, b + _core.Window.PadLeft);
        else
            b = _core.PairsTaps ? a + _core.Window.DilationX : a;
        for (var j = 0; j < _core.ColumnTaps; j++)
            Gather(a + (j * _core.ColumnStep), b + (j * _core.ColumnStep), plane + (j * _packed), _core.Window.StrideX);
    }

    private int Pairing(int c, int perGroup) => !_core.PairsTaps && (c % perGroup) + 1 < perGroup ? 2 : 1;

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
