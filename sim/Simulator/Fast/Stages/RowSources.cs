using FpgaSeg.Simulator.Fast.Rows;

namespace FpgaSeg.Simulator.Fast.Stages;

/// <summary>The rows of a map, as they lie in memory.</summary>
internal sealed unsafe class MapSource(int node, MapLayout layout) : RowSource
{
    public override IReadOnlyList<int> Reads { get; } = [node];

    public override int RowStride => 0;

    public override int RowBytes => 0;

    public override RowView Row(StageContext context, byte* scratch, int y, RowView output) => layout.Row(context.Map(node), y);
}

/// <summary>
/// The rows of a convolution with a window: a ring holds the input rows under the window as planes of pairs, padding included, so that each
/// input row is prepared once per band. A sum that follows is taken on the way.
/// </summary>
internal sealed unsafe class WindowSource : RowSource
{
    private readonly RowReader _reader;
    private readonly ConvRows _rows;
    private readonly WindowRing _ring;
    private readonly int _sumBytes;

    public WindowSource(RowReader reader, ConvCore core, FusedAdd? add, RowForm form, int outputs, int width)
    {
        (_reader, _rows, _ring) = (reader, new ConvRows(core, add, form, width), new WindowRing(reader, core, width));
        _sumBytes = _rows.ScratchBytes;
        (RowStride, RowBytes) = RowForms.Room(form, outputs, width);
    }

    public override IReadOnlyList<int> Reads => [.. _reader.Reads, .. _rows.Reads];

    public override int RowStride { get; }

    public override int RowBytes { get; }

    public override int ScratchBytes => _sumBytes + _ring.ScratchBytes;

    public override void Begin(StageContext context, byte* scratch) => _ring.Begin(scratch + _sumBytes);

    public override RowView Row(StageContext context, byte* scratch, int y, RowView output)
    {
        var input = _ring.Advance(context, scratch + _sumBytes, y);
        _rows.Run(context, scratch, input, output, y);
        return output;
    }
}
