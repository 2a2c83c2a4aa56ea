using System.Collections.Immutable;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Planning.Stages;

/// <summary>A network as stages joined by streams: every stream has one writer and one reader.</summary>
/// <param name="Source">The integer graph that the stages compute.</param>
/// <param name="Stages">In an order in which every stream is written before it is read.</param>
/// <param name="Streams">By id.</param>
public sealed record StageGraph(
    DataflowGraph<IntegerNode> Source,
    ImmutableArray<Stage> Stages,
    ImmutableArray<StageStream> Streams);
