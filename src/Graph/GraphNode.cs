using System.Collections.Immutable;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph;

/// <summary>One operator in a graph; its single output value is named by the node's index.</summary>
/// <param name="Name">Unique name, from the source model where there is one.</param>
/// <param name="Inputs">Indices of the nodes whose outputs this one reads, in operator order; all smaller than its own.</param>
/// <param name="Shape">Shape of the output.</param>
public abstract record GraphNode(string Name, ImmutableArray<int> Inputs, FeatureShape Shape);
