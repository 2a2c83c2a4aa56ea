using System.Collections.Immutable;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Integer;

/// <summary>A node of the integer graph.</summary>
/// <param name="Format">The integers its output may hold.</param>
/// <param name="Scale">Real value of the integer 1; zero point 0. For reports only: no engine computes with it.</param>
/// <param name="Source">Name of the float value this one stands for, or null.</param>
public sealed record IntegerNode(
    string Name,
    IntegerOperator Operator,
    ImmutableArray<int> Inputs,
    FeatureShape Shape,
    NumberFormat Format,
    double Scale,
    string? Source) : GraphNode(Name, Inputs, Shape);
