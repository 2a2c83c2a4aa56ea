using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Simulator.Fast.Rows;

namespace FpgaSeg.Simulator.Fast.Stages;

/// <summary>Bytes to the pairs of neighbouring channels that a 1x1 convolution reads.</summary>
internal sealed unsafe class PackStep : RowStep
{
    private readonly int _channels;
    private readonly int _width;
    private readonly bool _signed;

    public PackStep(int channels, int width, bool signed)
    {
        (_channels, _width, _signed) = (channels, width, signed);
        (RowStride, RowBytes) = RowForms.Room(RowForm.Pairs, channels, width);
    }

    public override int RowStride { get; }

    public override int RowBytes { get; }

    public override RowView Run(StageContext context, byte* scratch, RowView input, RowView output, int y)
    {
        var rows = new PairRows(input.Bytes(0), 2 * input.Stride, input.Stride, output.Ints(0), output.Stride / sizeof(int), (_channels + 1) / 2, _channels % 2 != 0);
        context.Kernels.PackPairs(rows, new PairEdges(0, _width, 0, 0), context.Kernels.Columns(_width), _signed);
        return output;
    }
}

/// <summary>A 1x1 convolution of rows that are in the cache, and a sum that follows it.</summary>
internal sealed unsafe class PointwiseStep : RowStep
{
    private readonly ConvRows _rows;
    private readonly Pinned<nint> _offsets;
    private readonly int _stride;

    public PointwiseStep(ConvCore core, FusedAdd? add, RowForm form, int outputs, int width)
    {
        (_rows, _stride) = (new ConvRows(core, add, form, width), RowKernels.Align(width));
        _offsets = new Pinned<nint>([.. Enumerable.Range(0, core.PlanesPerGroup).Select(p => (nint)p * _stride * sizeof(int))]);
        (RowStride, RowBytes) = RowForms.Room(form, outputs, width);
    }

    public override IReadOnlyList<int> Reads => _rows.Reads;

    public override int RowStride { get; }

    public override int RowBytes { get; }

    public override int ScratchBytes => _rows.ScratchBytes;

    public override RowView Run(StageContext context, byte* scratch, RowView input, RowView output, int y)
    {
        _rows.Run(context, scratch, new ConvInput(input.Ints(0), _stride, _offsets.Pointer), output, y);
        return output;
    }
}

/// <summary>A sum with the same row of another map.</summary>
/// <param name="op">The multipliers.</param>
/// <param name="other">The other map's node.</param>
/// <param name="otherLayout">Its layout.</param>
/// <param name="rowIsSigned">Whether the row's integers are signed.</param>
/// <param name="rowIsFirst">Whether the row is operand a.</param>
/// <param name="output">Shape and format of the sum.</param>
internal sealed unsafe class AddStep(IntegerAdd op, int other, MapLayout otherLayout, bool rowIsSigned, bool rowIsFirst, MapLayout output) : RowStep
{
    private readonly ByteRange _range = ByteRange.Of(output.Format);

    public override IReadOnlyList<int> Reads { get; } = [other];

    public override int RowStride => output.RowBytes;

    public override int RowBytes => output.RowBytes * output.Shape.Channels;

    public override RowView Run(StageContext context, byte* scratch, RowView input, RowView output, int y)
    {
        var second = otherLayout.Row(context.Map(Reads[0]), y);
        var (mine, its) = rowIsFirst ? (op.MultiplierA, op.MultiplierB) : (op.MultiplierB, op.MultiplierA);
        var half = (op.Shift == 0 ? 0 : 1 << (op.Shift - 1)) - (_range.Centre << op.Shift);
        for (var c = 0; c < otherLayout.Shape.Channels; c++)
        {
            var a = new SumOperand(input.Bytes(c), rowIsSigned, mine);
            var b = new SumOperand(second.Bytes(c), otherLayout.Format.IsSigned, its);
            context.Kernels.Add(a, b, new SumScale(half, op.Shift), _range, output.Bytes(c), context.Kernels.Columns(otherLayout.Shape.Width));
        }

        return output;
    }
}

/// <summary>The rounding rule on every integer of a map.</summary>
internal sealed unsafe class AffineStep(IntegerAffine op, MapLayout input, MapLayout output) : RowStep
{
    private readonly OutputScale _scale = new(op.Requantizer, output.Format, _ => new AccumulatorRange(input.Format.Min, input.Format.Max));

    public override int RowStride => output.RowBytes;

    public override int RowBytes => output.RowBytes * output.Shape.Channels;

    public override int ScratchBytes => RowKernels.Align(output.Shape.Width) * sizeof(int);

    public override RowView Run(StageContext context, byte* scratch, RowView input1, RowView output1, int y)
    {
        var count = context.Kernels.Columns(output.Shape.Width);
        for (var c = 0; c < output.Shape.Channels; c++)
            _scale.Affine(context.Kernels, input1.Bytes(c), input.Format.IsSigned, c, (int*)scratch, output1.Bytes(c), count);

        return output1;
    }
}
