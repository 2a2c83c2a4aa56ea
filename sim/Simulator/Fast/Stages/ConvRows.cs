using FpgaSeg.Simulator.Fast.Rows;

namespace FpgaSeg.Simulator.Fast.Stages;

/// <summary>A convolution in its place in a stage: what its outputs become, and the sum with another map that is taken on the way.</summary>
internal sealed unsafe class ConvRows
{
    private readonly ConvCore _core;
    private readonly FusedAdd? _add;
    private readonly RowForm _form;
    private readonly EndingKind _kind;
    private readonly Pinned<ConvPart> _part;
    private readonly int _width;
    private readonly int _stride;

    /// <param name="core">The convolution.</param>
    /// <param name="add">The sum, if there is one.</param>
    /// <param name="form">What the outputs become.</param>
    /// <param name="width">Columns.</param>
    public ConvRows(ConvCore core, FusedAdd? add, RowForm form, int width)
    {
        (_core, _add, _form, _width, _stride) = (core, add, form, width, RowKernels.Align(width));
        _part = new Pinned<ConvPart>([core.Part(form, add)]);
        _kind = (core.EndsInRegisters, form, add) switch
        {
            (false, _, _) or (_, RowForm.Wide, _) => EndingKind.Sums,
            (_, RowForm.Pairs, null) => EndingKind.Pairs,
            (_, RowForm.Pairs, _) => EndingKind.AddPairs,
            (_, _, null) => EndingKind.Bytes,
            _ => EndingKind.AddBytes,
        };
    }

    /// <summary>Nodes whose maps are read beside the input.</summary>
    public IReadOnlyList<int> Reads => _add is null ? [] : [_add.Node];

    /// <summary>Four rows of sums.</summary>
    public int ScratchBytes => 4 * _stride * sizeof(int);

    /// <summary>All outputs of row <paramref name="y"/>.</summary>
    public void Run(StageContext context, byte* scratch, in ConvInput input, RowView output, int y)
    {
        var other = _add is null ? default : _add.Row(context.Map(_add.Node), y);
        var row = new ConvRow
        {
            Part = _part.Pointer,
            Rows = input.Rows,
            PlaneStride = input.PlaneStride,
            Offsets = input.Offsets,
            Output = output.Start,
            OutputStride = output.Stride,
            Other = other.Start,
            OtherStride = other.Stride,
            Columns = context.Kernels.Columns(_width),
        };
        if (_kind == EndingKind.Sums)
            _core.RunThroughSums(context.Kernels, row, (int*)scratch, _stride, _form, output);
        else
            context.Kernels.Convolve(_kind, row);
    }
}
