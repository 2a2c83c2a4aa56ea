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
    private readonly Pinned<int> _weights;
    private readonly Pinned<Block> _blocks;
    private readonly int _blockCount;
    private readonly int _outputs;
    private readonly int _slidingColumns;

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
        (_weights, _blocks, _blockCount) = (new Pinned<int>(packed.Weights), new Pinned<Block>(packed.Blocks), packed.Blocks.Count);
        (PairsTaps, TapCount, CanGivePairs) = (packed.PairsTaps, packed.TapsPerOutput, packed.Blocks.All(b => b.First % 2 == 0));
        PlanesPerGroup = packed.PlanesPerGroup;
        ColumnTaps = PairsTaps ? (Window.KernelWidth + 1) / 2 : Window.KernelWidth;
        _slidingColumns = PairsTaps && Window is { StrideX: 1, DilationX: 1 } && ColumnTaps is >= 2 and <= 4 ? ColumnTaps : 0;
        EndsInRegisters = _scale.IsProven && _op.RectifierBias.IsEmpty;
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
    public bool CanGivePairs { get; }

    /// <summary>Taps of a kernel row; each is <see cref="ColumnStep"/> columns from the last.</summary>
    public int ColumnTaps { get; }

    public int ColumnStep => PairsTaps ? 2 * Window.DilationX : Window.DilationX;

    /// <summary>Whether sums become outputs in registers, and a sum with another map can be taken there too.</summary>
    public bool EndsInRegisters { get; }

    /// <summary>What a rounded value may be.</summary>
    public ByteRange Range => _scale.Range;

    /// <summary>What the inner loops need, for outputs of <paramref name="form"/> that end in registers.</summary>
    public ConvPart Part(RowForm form, FusedAdd? add) => Part(_scale.Table, add?.Rules ?? _scale.Rules, _blocks.Pointer, _blockCount) with { ChannelShift = form == RowForm.Pairs ? 1 : 0 };

    /// <summary>The slow way: sums wider than a byte, with a rectifier in front of the rounding, or without a proven form.</summary>
    /// <param name="kernels">The inner loops.</param>
    /// <param name="row">What is read, and how many columns.</param>
    /// <param name="sums">Room for four rows of <paramref name="stride"/> integers.</param>
    /// <param name="stride">Integers per row of sums.</param>
    /// <param name="form">What the outputs become.</param>
    /// <param name="output">Their rows.</param>
    public void RunThroughSums(RowKernels kernels, in ConvRow row, int* sums, int stride, RowForm form, RowView output)
    {
        for (var block = _blocks.Pointer; block < _blocks.Pointer + _blockCount; block++)
        {
            var part = Part(null, default, block, 1) with { FirstOutput = block->First };
            kernels.Convolve(EndingKind.Sums, row with { Part = &part, Output = (byte*)sums, OutputStride = stride * sizeof(int) });
            for (var k = 0; k < block->Count && !_op.RectifierBias.IsEmpty; k++)
                kernels.Rectify(sums + (k * stride), _op.RectifierBias[block->First + k], row.Columns);
            Emit(kernels, *block, sums, stride, output, form, row.Columns);
        }
    }

    private ConvPart Part(ScaleCell* scales, EndRules rules, Block* blocks, int count) => new()
    {
        Weights = _weights.Pointer,
        Scales = scales,
        Rules = rules,
        Blocks = blocks,
        BlockCount = count,
        Taps = TapCount,
        SlidingColumns = _slidingColumns,
    };

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
