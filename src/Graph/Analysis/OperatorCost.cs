namespace FpgaSeg.Graph.Analysis;

/// <summary>What one operator holds and computes per image.</summary>
/// <param name="Parameters">Trained numbers: weights, biases, two per channel of a batch norm, slopes.</param>
/// <param name="Macs">Multiply-accumulates of convolutions; biases and every other operator count none.</param>
public readonly record struct OperatorCost(long Parameters, long Macs)
{
    /// <summary>Cost of an operator without parameters and convolution work.</summary>
    public static readonly OperatorCost None;
}
