using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Float;

/// <summary>What a kernel reads and the map it fills; element-wise kernels may be given their first input as output.</summary>
internal readonly record struct KernelCall(FeatureMap<float>[] Inputs, FeatureMap<float> Output)
{
    public FeatureMap<float> Input => Inputs[0];
}

/// <summary>Sends each operator to its kernel.</summary>
internal sealed class FloatKernels(int threads) : IFloatVisitor<KernelCall, Unit>
{
    public Unit Visit(FloatInput op, KernelCall argument) => throw new InvalidOperationException("The input is given, not computed.");

    public Unit Visit(FloatConv2d op, KernelCall argument)
    {
        ConvKernels.Run(op, argument.Input, argument.Output, threads);
        return default;
    }

    public Unit Visit(FloatAffine op, KernelCall argument)
    {
        AffineKernel.Run(op, argument.Input, argument.Output);
        return default;
    }

    public Unit Visit(FloatActivation op, KernelCall argument)
    {
        ActivationKernel.Run(op.Function, argument.Input.Data, argument.Output.Data);
        return default;
    }

    public Unit Visit(FloatAdd op, KernelCall argument)
    {
        AddKernel.Run(argument.Inputs[0].Data, argument.Inputs[1].Data, argument.Output.Data);
        return default;
    }

    public Unit Visit(FloatMaxPool2d op, KernelCall argument)
    {
        MaxPoolKernel.Run(op.Window, argument.Input, argument.Output);
        return default;
    }

    public Unit Visit(FloatUpsample2x op, KernelCall argument)
    {
        if (op.Mode == UpsampleMode.Nearest)
            UpsampleKernels.Nearest(argument.Input, argument.Output);
        else
            UpsampleKernels.Bilinear(argument.Input, argument.Output);
        return default;
    }

    public Unit Visit(FloatThreshold op, KernelCall argument)
    {
        var (input, output) = (argument.Input.Data, argument.Output.Data);
        for (var i = 0; i < input.Length; i++)
            output[i] = input[i] > op.Threshold ? 1 : 0;
        return default;
    }
}
