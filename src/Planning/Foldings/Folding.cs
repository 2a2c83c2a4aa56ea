namespace FpgaSeg.Planning.Foldings;

/// <summary>
/// How a stage's work is folded onto hardware. The two lane counts mean: dense convolution, output channels and input channels at a time, of one
/// tap; depthwise, channels of one tap and 1; fused pair, middle channels at a time and cycles per round; sum, channels at a time and cycles of
/// each; depthwise with a sum, channels of one tap and cycles of each sum; every other stage, channels at a time and 1.
/// </summary>
/// <param name="Lanes">First lane count.</param>
/// <param name="InnerLanes">Second lane count.</param>
/// <param name="Cycles">Predicted cycles per frame.</param>
/// <param name="Dsp">Predicted DSP blocks.</param>
public readonly record struct Folding(int Lanes, int InnerLanes, long Cycles, int Dsp)
{
    /// <summary>Finished accumulators that are requantised per cycle; fused pair: of the second convolution.</summary>
    public int QuantLanes { get; init; } = 1;

    /// <summary>Neighbours of a row that are made at a position of a window, 1 or 2 (<see cref="PixelPairs"/>); the lanes are those of one of them.</summary>
    public int Pixels { get; init; } = 1;

    /// <summary>How products share multipliers; fused pair: in the first convolution.</summary>
    public Packing Packing { get; init; }

    /// <summary>The same in the second convolution of a fused pair.</summary>
    public Packing SecondPacking { get; init; }

    /// <summary>Whether the products of weights and activations, or of a sum, are made in look-up tables instead of DSP blocks.</summary>
    public bool LogicProducts { get; init; }

    /// <summary>Whether the requantisers' products are made in look-up tables.</summary>
    public bool LogicRequantisers { get; init; }

    /// <summary>Whether the products of the sum behind a depthwise convolution are.</summary>
    public bool LogicSum { get; init; }

    /// <summary>Look-up tables of the multipliers that are made of them.</summary>
    public int MultiplierLuts { get; init; }

    /// <summary>Products of weights and activations per cycle, those with the zeros of a widened window included.</summary>
    public int Products { get; init; }
}
