namespace FpgaSeg.Quantizer.Lowering;

/// <summary>
/// Float nodes that become one integer operator: a root, then ReLU if it is fused, then a batch norm after the ReLU if it is fused.
/// </summary>
/// <param name="Root">Index of the first node.</param>
/// <param name="HasRelu">A ReLU follows inside.</param>
/// <param name="PostAffine">Index of the batch norm after the ReLU, or null.</param>
/// <param name="Last">Index of the node whose value the integer operator gives.</param>
public sealed record Fusion(int Root, bool HasRelu, int? PostAffine, int Last);
