using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Analysis;

/// <summary>What the cost of an operator depends on besides itself.</summary>
/// <param name="Output">Shape of its output.</param>
/// <param name="Phases">Where only a rearrangement of channels to pixels reads it, the pixels that it makes of each; else 1.</param>
public readonly record struct CostContext(FeatureShape Output, int Phases);
