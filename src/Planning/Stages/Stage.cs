using System.Collections.Immutable;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Planning.Stages;

/// <summary>A stream of pixels, each with all its channels, from one stage to one other.</summary>
/// <param name="Id">Position among the design's streams.</param>
/// <param name="Node">The integer graph's node whose tensor it carries.</param>
public sealed record StageStream(int Id, int Node, FeatureShape Shape, NumberFormat Format)
{
    /// <summary>Bits of one token.</summary>
    public int BitsPerPixel => Shape.Channels * Format.Bits;
}

/// <summary>
/// One piece of hardware: reads its input streams, writes its output streams. The set is closed: a visitor that misses a stage does
/// not compile.
/// </summary>
/// <param name="Name">C identifier, unique in the design.</param>
/// <param name="Node">The integer graph's node whose tensor it makes or passes on.</param>
public abstract record Stage(string Name, int Node, ImmutableArray<StageStream> Inputs, ImmutableArray<StageStream> Outputs)
{
    /// <summary>The first, mostly only, input; the image reader has none.</summary>
    public StageStream Input => Inputs[0];

    /// <summary>The first, mostly only, output; the mask writer has none.</summary>
    public StageStream Output => Outputs[0];

    /// <summary>Calls the visitor's method for this stage.</summary>
    public abstract TResult Accept<TResult>(IStageVisitor<TResult> visitor);
}
