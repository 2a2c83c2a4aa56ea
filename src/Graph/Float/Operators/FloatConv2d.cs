using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Float;

/// <summary>Convolution with bias; zero padding. Groups divide input and output channels.</summary>
public sealed record FloatConv2d(ConvKernel<float> Kernel, float[] Bias, WindowGeometry Window, int Groups) : FloatOperator
{
    public override TResult Accept<TArgument, TResult>(IFloatVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
