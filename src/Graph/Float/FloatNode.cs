using System.Collections.Immutable;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Float;

/// <summary>A node of the float graph.</summary>
public sealed record FloatNode(string Name, FloatOperator Operator, ImmutableArray<int> Inputs, FeatureShape Shape)
    : GraphNode(Name, Inputs, Shape);
