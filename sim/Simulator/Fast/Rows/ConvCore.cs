using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Simulator.Fast.Rows;

/// <summary>
/// A convolution prepared for the row kernels. Its input comes as planes of pairs: two neighbouring channels of a group, or, where a group has one
/// channel, two neighbouring taps of a kernel row. 16 x 16 products summed in pairs never overflow 32 bits, for any weights.
/// </summary>
internal sealed unsafe class ConvCore
{
    private readonly IntegerConv2d _op;
    private readonly OutputScale _scale;
    private readonly PinnedInts _weights;
    private readonly Block[] _blocks;
    private readonly int _outputs;

    /// <param name="node">The convolution.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="threshold">The threshold behind it, if it is taken too: then the outputs are bits.</param>
    public ConvCore(IntegerNode node, IntegerNode input, IntegerNode? threshold = null)
    {
        _op = (IntegerConv2d)node.Operator;
        _outputs = node.Shape.Channels;
        var rule = threshold is null ? _op.Requantizer : ThresholdRule.Compose(_op.Requantizer, node.Format, ((IntegerThreshold)threshold.Operator).Threshold);
        _scale = new OutputScale(rule, (threshold ?? node).Format, o => AccumulatorRange.OfChannel(_op, input.Format, o));
        var packed = new ConvWeights(_op);
        (_weights, _blocks, PairsTaps, TapCount) = (new PinnedInts(packed.Weights), packed.Blocks, packed.PairsTaps, packed.TapsPerOutput);
        PlanesPerGroup = packed.PlanesPerGroup;
    }

    /// <summary>Whether a pair is two taps of one channel rather than two channels.</summary>
    public bool PairsTaps { get; }

    public int TapCount { get; }

    public int PlanesPerGroup { get; }

    public int Planes => PlanesPerGroup * _op.Groups;

    public int Groups => _op.Groups;

    public WindowGeometry Window => _op.Window;

    public int InChannelsPerGroup => _op.Kernel.Shape.InChannelsPerGroup;

    /// <summary>Pairs of outputs for a convolution that follows need blocks that begin at even channels.</summary>
    public bool CanGivePairs => Array.TrueForAll(_blocks, b => b.First % 2 == 0);

    /// <summary>Taps of a kernel row; each is <see cref="ColumnStep"/> columns from the last.</summary>
    public int ColumnTaps => PairsTaps ? (Window.KernelWidth + 1) / 2 : Window.KernelWidth;

    public int ColumnStep => PairsTaps ? 2 * Window.DilationX : Window.DilationX;

    private int SlidingColumns => PairsTaps && Window is { StrideX: 1, DilationX: 1 } && ColumnTaps is >= 2 and <= 4 ? ColumnTaps : 0;

    /// <summary>Whether sums become outputs in registers, and a sum with another map can be taken there too.</summary>
    public bool EndsInRegisters => _scale.IsProven && _op.RectifierBias.IsEmpty;

    /// <summary>What a rounded value may be.</summary>
    public ByteRange Range => _scale.Range;

    /// <summary>All outputs of one row.</summary>
    /// <param name="kernels">The inner loops.</param>
    /// <param name="input">Planes of pairs, and where each tap of plane 0 lies.</param>
    /// <param name="sums">Room for four rows of <paramref name="stride"/> integers.</param>
    /// <param name="stride">Integers per row of sums.</param>
    /// <param name="ending">What becomes of them.</param>
    /// <param name="width">Columns.</param>
    public void Run(RowKernels kernels, ConvInput input, int* sums, int stride, ConvEnding ending, int width)
    {
        var count = kernels.Columns(width);
        if (ending.Form == RowForm.Wide || !EndsInRegisters)
        {
            RunThroughSums(kernels, input, sums, stride, ending, count);
            return;
        }

        var pairs = ending.Form == RowForm.Pairs;
        var kind = ending.Add is null ? pairs ? EndingKind.Pairs : EndingKind.Bytes : pairs ? EndingKind.AddPairs : EndingKind.AddBytes;
        var target = new ConvTarget(_scale.Table, ending.Add?.Rules ?? _scale.Rules, ending.Output, pairs ? 1 : 0, ending.Other);
        kernels.Convolve(kind, Row(input, _blocks, 0, target, count));
    }

    private ConvRow Row(ConvInput input, ReadOnlySpan<Block> blocks, int firstOutput, ConvTarget target, int count) => new()
    {
        Input = input,
        Weights = _weights.Pointer,
        Taps = TapCount,
        SlidingColumns = SlidingColumns,
        Blocks = blocks,
        FirstOutput = firstOutput,
        Target = target,
        Columns = count,
    };

    /// <summary>The slow way: sums wider than a byte, with a rectifier in front of the rounding, or without a proven form.</summary>
    private void RunThroughSums(RowKernels kernels, ConvInput input, int* sums, int stride, ConvEnding ending, int count)
    {
        var target = new ConvTarget(null, default, new RowView((byte*)sums, stride * sizeof(int)), 0, default);
        foreach (var block in _blocks)
        {
            kernels.Convolve(EndingKind.Sums, Row(input, new ReadOnlySpan<Block>(in block), block.First, target, count));
            for (var k = 0; k < block.Count && !_op.RectifierBias.IsEmpty; k++)
                kernels.Rectify(sums + (k * stride), _op.RectifierBias[block.First + k], count);
            Emit(kernels, block, sums, stride, ending.Output, ending.Form, count);
        }
    }

    private void Emit(RowKernels kernels, Block block, int* sums, int stride, RowView output, RowForm form, int count)
    {
        for (var k = 0; k < block.Count; k++)
        {
            var channel = block.First + k;
            var row = sums + (k * stride);
            if (form == RowForm.Bytes)
                _scale.ToBytes(kernels, row, channel, output.Bytes(channel), count);
            else if (form == RowForm.Wide)
                _scale.ToInts(row, channel, output.Ints(channel), count);
            else if (channel % 2 == 0)
                _scale.ToPairs(kernels, row, channel + 1 < _outputs ? row + stride : row, channel, output.Ints(channel / 2), count);
        }
    }
}

/// <summary>What becomes of a convolution's outputs.</summary>
/// <param name="form">What they are in the end.</param>
/// <param name="output">Their rows.</param>
/// <param name="add">A sum with another map, taken on the way.</param>
/// <param name="other">The other map's row.</param>
internal readonly struct ConvEnding(RowForm form, RowView output, FusedAdd? add, RowView other)
{
    public readonly RowForm Form = form;

    public readonly RowView Output = output;

    public readonly FusedAdd? Add = add;

    public readonly RowView Other = other;
}

/// <summary>The planes of pairs that a convolution reads, and the distances of its taps in bytes.</summary>
internal readonly unsafe struct ConvInput(int* rows, nint planeStride, nint* offsets)
{
    public readonly int* Rows = rows;

    public readonly nint PlaneStride = planeStride;

    public readonly nint* Offsets = offsets;
}

/// <summary>Output channels that are computed together.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Count">How many, at most four.</param>
/// <param name="IsFour">Four that read the same planes, by one kernel.</param>
/// <param name="Plane">The first plane they read.</param>
/// <param name="PlaneStep">Planes from one output's to the next one's.</param>
/// <param name="Weights">Where their weights begin.</param>
internal readonly record struct Block(int First, int Count, bool IsFour, int Plane, int PlaneStep, int Weights);
