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
        for (var c = 0; c < _channels; c += 2)
            context.Kernels.PackPairs(input.Bytes(c), input.Bytes(Math.Min(c + 1, _channels - 1)), output.Ints(c / 2), context.Kernels.Columns(_width), _signed);
        return output;
    }
}

/// <summary>A 1x1 convolution of rows that are in the cache.</summary>
internal sealed unsafe class PointwiseStep : RowStep
{
    private readonly ConvCore _core;
    private readonly RowForm _form;
    private readonly int _width;
    private readonly int _stride;
    private readonly PinnedInts _offsets;

    public PointwiseStep(ConvCore core, RowForm form, int outputs, int width)
    {
        (_core, _form, _width, _stride) = (core, form, width, RowKernels.Align(width));
        _offsets = new PinnedInts([.. Enumerable.Range(0, core.PlanesPerGroup).Select(p => p * _stride)]);
        (RowStride, RowBytes) = RowForms.Room(form, outputs, width);
    }

    public override int RowStride { get; }

    public override int RowBytes { get; }

    public override int ScratchBytes => 4 * _stride * sizeof(int);

    public override RowView Run(StageContext context, byte* scratch, RowView input, RowView output, int y)
    {
        _core.Run(context.Kernels, new ConvInput(input.Ints(0), _stride, _offsets.Pointer), (int*)scratch, _stride, output, _form, _width);
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

    /// <summary>Whether 32 bits hold everything.</summary>
    public static bool Fits(IntegerAdd op) =>
        op.Shift <= 22 && (256L * (Math.Abs((long)op.MultiplierA) + Math.Abs((long)op.MultiplierB))) + (129L << op.Shift) < int.MaxValue;

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
        {
            context.Kernels.Widen(input1.Bytes(c), (int*)scratch, count, input.Format.IsSigned);
            _scale.ToBytes(context.Kernels, (int*)scratch, c, output1.Bytes(c), count);
        }

        return output1;
    }
}
