using System.Collections.Immutable;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Integer;

/// <summary>
/// Convolution: acc = sum of w * x over the window, zero outside the map; then, if <paramref name="RectifierBias"/> is not empty,
/// acc = max(acc + RectifierBias[c], 0), which is ReLU before batch norm; then the rounding rule.
/// </summary>
/// <param name="Kernel">Signed narrow weights of <paramref name="WeightBits"/> bits.</param>
/// <param name="WeightBits">2 to 8.</param>
/// <param name="Window">Kernel size, stride, padding, dilation.</param>
/// <param name="Groups">Divides input and output channels.</param>
/// <param name="RectifierBias">One integer per output channel at the accumulator's scale, or empty.</param>
/// <param name="Requantizer">M, B, S.</param>
public sealed record IntegerConv2d(
    ConvKernel<sbyte> Kernel,
    int WeightBits,
    WindowGeometry Window,
    int Groups,
    ImmutableArray<int> RectifierBias,
    Requantizer Requantizer) : IntegerOperator
{
    public override TResult Accept<TArgument, TResult>(IIntegerVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
