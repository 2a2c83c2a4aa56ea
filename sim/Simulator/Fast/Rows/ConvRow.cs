using System.Runtime.CompilerServices;

namespace FpgaSeg.Simulator.Fast.Rows;

/// <summary>What all rows of a convolution in its place share, at an address that stays.</summary>
internal unsafe struct ConvPart
{
    /// <summary>Pairs of weights, in the order of <see cref="ConvWeights"/>.</summary>
    public int* Weights;

    /// <summary>The rounding rules from channel 0 of the target on.</summary>
    public ScaleCell* Scales;

    public EndRules Rules;

    /// <summary>The outputs to compute.</summary>
    public Block* Blocks;

    public int BlockCount;

    /// <summary>Taps of one output.</summary>
    public int Taps;

    /// <summary>Taps of a kernel row if each is two lanes from the last, two to four of them; else 0.</summary>
    public int SlidingColumns;

    /// <summary>1 where a row of the target takes two channels, else 0.</summary>
    public int ChannelShift;

    /// <summary>The output that is channel 0 of the target.</summary>
    public int FirstOutput;
}

/// <summary>One row of a convolution as the inner loops take it. Every field is written and read by itself: a copy by vectors would wait for the single stores before it.</summary>
internal readonly unsafe ref struct ConvRow
{
    public ConvPart* Part { get; init; }

    /// <summary>The planes of pairs that are read, and the distances of the taps in bytes.</summary>
    public int* Rows { get; init; }

    public nint PlaneStride { get; init; }

    public nint* Offsets { get; init; }

    /// <summary>Rows that are written, by channel or by pair of channels.</summary>
    public byte* Output { get; init; }

    public nint OutputStride { get; init; }

    /// <summary>Rows that are added, by channel.</summary>
    public byte* Other { get; init; }

    public nint OtherStride { get; init; }

    /// <summary>A multiple of <see cref="RowKernels.Granule"/>.</summary>
    public int Columns { get; init; }

    public int* RowsOf(int plane) => Rows + (plane * PlaneStride);

    public int* WeightsOf(Block* block, int output) => Part->Weights + block->Weights + (output * Part->Taps);

    /// <summary>Where the outputs of a channel of the target go.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ChannelEnd End(int channel) => new(Part->Scales + channel, Output + ((channel >> Part->ChannelShift) * OutputStride), Other + (channel * OtherStride));
}
