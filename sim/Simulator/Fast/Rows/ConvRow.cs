namespace FpgaSeg.Simulator.Fast.Rows;

/// <summary>One row of a convolution as the inner loops take it: what is read, the weights, and where the outputs go.</summary>
internal readonly unsafe ref struct ConvRow
{
    /// <summary>The planes of pairs that are read.</summary>
    public required ConvInput Input { get; init; }

    /// <summary>Pairs of weights, in the order of <see cref="ConvWeights"/>.</summary>
    public required int* Weights { get; init; }

    /// <summary>Taps of one output.</summary>
    public required int Taps { get; init; }

    /// <summary>Taps of a kernel row if each is two lanes from the last, two to four of them; else 0.</summary>
    public required int SlidingColumns { get; init; }

    /// <summary>The outputs to compute.</summary>
    public required ReadOnlySpan<Block> Blocks { get; init; }

    /// <summary>The output that is channel 0 of the target.</summary>
    public required int FirstOutput { get; init; }

    public required ConvTarget Target { get; init; }

    /// <summary>Columns, a multiple of <see cref="RowKernels.Granule"/>.</summary>
    public required int Columns { get; init; }

    public int* RowsOf(int plane) => Input.Rows + (plane * Input.PlaneStride);

    public int* WeightsOf(in Block block, int output) => Weights + block.Weights + (output * Taps);
}
