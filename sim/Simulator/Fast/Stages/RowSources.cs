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
    private readonly ConvCore _core;
    private readonly FusedAdd? _add;
    private readonly RowForm _form;
    private readonly int _width;
    private readonly int _stride;
    private readonly WindowRing _ring;

    public WindowSource(RowReader reader, ConvCore core, FusedAdd? add, RowForm form, int outputs, int width)
    {
        (_reader, _core, _add, _form, _width, _stride) = (reader, core, add, form, width, RowKernels.Align(width));
        _ring = new WindowRing(reader, core, width);
        (RowStride, RowBytes) = RowForms.Room(form, outputs, width);
    }

    public override IReadOnlyList<int> Reads => _add is null ? _reader.Reads : [.. _reader.Reads, _add.Node];

    public override int RowStride { get; }

    public override int RowBytes { get; }

    public override int ScratchBytes => SumBytes + _ring.ScratchBytes;

    private int SumBytes => 4 * _stride * sizeof(int);

    public override void Begin(StageContext context, byte* scratch) => _ring.Begin(scratch + SumBytes);

    public override RowView Row(StageContext context, byte* scratch, int y, RowView output)
    {
        var input = _ring.Advance(context, scratch + SumBytes, y);
        var ending = new ConvEnding(_form, output, _add, _add is null ? default : _add.Row(context.Map(_add.Node), y));
        _core.Run(context.Kernels, input, (int*)scratch, _stride, ending, _width);
        return output;
    }
}
