using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Simulator.Reference;

/// <summary>A node and the maps it reads.</summary>
public sealed record KernelCall(IntegerNode Node, FeatureMap<int>[] Inputs)
{
    /// <summary>The first, for most operators the only, input.</summary>
    public FeatureMap<int> Input => Inputs[0];
}

/// <summary>Which kernel computes which operator.</summary>
public sealed class ReferenceKernels(int threads) : IIntegerVisitor<KernelCall, FeatureMap<int>>
{
    public FeatureMap<int> Visit(IntegerInput op, KernelCall argument) =>
        throw new InvalidOperationException("The input has no kernel: it is the image.");

    public FeatureMap<int> Visit(IntegerAffine op, KernelCall argument) => AffineKernel.Run(op, argument);

    public FeatureMap<int> Visit(IntegerConv2d op, KernelCall argument) => Conv2dKernel.Run(op, argument, threads);

    public FeatureMap<int> Visit(IntegerAdd op, KernelCall argument) =>
        PairwiseKernel.Run(argument, op.Shift, (a, b) => (a * op.MultiplierA) + (b * op.MultiplierB));

    public FeatureMap<int> Visit(IntegerMaxPool2d op, KernelCall argument) => MaxPool2dKernel.Run(op, argument);

    public FeatureMap<int> Visit(IntegerResize2d op, KernelCall argument) => Resize2dKernel.Run(op, argument);

    public FeatureMap<int> Visit(IntegerAveragePool2d op, KernelCall argument) => AveragePool2dKernel.Run(op, argument);

    public FeatureMap<int> Visit(IntegerMul op, KernelCall argument) =>
        PairwiseKernel.Run(argument, op.Shift, (a, b) => a * b * op.Multiplier);

    public FeatureMap<int> Visit(IntegerConcat op, KernelCall argument) => RearrangeKernels.Concat(argument);

    public FeatureMap<int> Visit(IntegerChannelSelect op, KernelCall argument) => RearrangeKernels.ChannelSelect(op, argument);

    public FeatureMap<int> Visit(IntegerCropPad op, KernelCall argument) => RearrangeKernels.CropPad(op, argument);

    public FeatureMap<int> Visit(IntegerDepthToSpace op, KernelCall argument) => RearrangeKernels.DepthToSpace(op, argument);

    public FeatureMap<int> Visit(IntegerPRelu op, KernelCall argument) => PReluKernel.Run(op, argument);

    public FeatureMap<int> Visit(IntegerMargin op, KernelCall argument) => MarginKernel.Run(op, argument);

    public FeatureMap<int> Visit(IntegerTable op, KernelCall argument) => TableKernel.Run(op, argument);

    public FeatureMap<int> Visit(IntegerThreshold op, KernelCall argument) => ThresholdKernel.Run(op, argument);
}
