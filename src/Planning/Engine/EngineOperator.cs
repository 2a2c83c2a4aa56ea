using System.Collections.Immutable;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Planning.Engine;

/// <summary>An operand: the operator whose map is read, and whether it only has to be that far, its map not being read.</summary>
/// <param name="Maker">Place of the operator in the program.</param>
/// <param name="IsRead">Whether its rows are read.</param>
public readonly record struct EngineOperand(int Maker, bool IsRead = true);

/// <summary>One operator of the engine's program: it makes a row of its map at a time. Nothing here depends on the number of lanes.</summary>
/// <param name="Mode">What is done with a row.</param>
/// <param name="Node">The integer graph's node whose tensor it makes.</param>
/// <param name="Name">That node's name.</param>
/// <param name="Operands">None, one or two.</param>
/// <param name="InShape">Shape of the operands' maps; of the image's reader its own.</param>
/// <param name="IsSigned">Whether the operands' integers have a sign, one per operand.</param>
/// <param name="Shape">Shape of the result.</param>
/// <param name="Format">Integers of the result.</param>
/// <param name="Window">Rows and columns that a result reads.</param>
/// <param name="Rule">Rounding; null where values only move.</param>
/// <param name="Convolution">Weights, where there are any but those of a linear doubling.</param>
public sealed record EngineOperator(
    EngineMode Mode,
    int Node,
    string Name,
    ImmutableArray<EngineOperand> Operands,
    FeatureShape InShape,
    ImmutableArray<bool> IsSigned,
    FeatureShape Shape,
    NumberFormat Format,
    EngineWindow Window,
    EngineRule? Rule = null,
    IntegerConv2d? Convolution = null)
{
    /// <summary>Whether its result is a map on the chip.</summary>
    public bool MakesMap => Mode is not (EngineMode.Mask or EngineMode.Store);

    /// <summary>The tensor of the integer graph that its results are put together of, where it makes two operators' work: channels before they are spread over blocks.</summary>
    public int? SpreadNode { get; init; }

    /// <summary>What the result is compared with; of masks.</summary>
    public int Threshold { get; init; }

    /// <summary>Place of the first row in memory beside the chip, in words; of stores and loads.</summary>
    public int Region { get; init; }
}
