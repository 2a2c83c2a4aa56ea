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
        if (argument.Inputs[1].Shape == argument.Output.Shape)
            AddKernel.Run(argument.Inputs[0].Data, argument.Inputs[1].Data, argument.Output.Data);
        else
            PairKernel.Run(argument, static (a, b) => a + b);
        return default;
    }

    public Unit Visit(FloatSub op, KernelCall argument) => PairKernel.Run(argument, static (a, b) => a - b);

    public Unit Visit(FloatMul op, KernelCall argument) => PairKernel.Run(argument, static (a, b) => a * b);

    public Unit Visit(FloatMaxPool2d op, KernelCall argument)
    {
        MaxPoolKernel.Run(op.Window, argument.Input, argument.Output);
        return default;
    }

    public Unit Visit(FloatAveragePool2d op, KernelCall argument)
    {
        AveragePoolKernel.Run(op, argument.Input, argument.Output);
        return default;
    }

    public Unit Visit(FloatResize2d op, KernelCall argument)
    {
        ResizeKernel.Run(op, argument.Input, argument.Output);
        return default;
    }

    public Unit Visit(FloatConcat op, KernelCall argument)
    {
        var position = 0;
        foreach (var input in argument.Inputs)
        {
            input.Data.CopyTo(argument.Output.Data, position);
            position += input.Data.Length;
        }

        return default;
    }

    public Unit Visit(FloatChannelSelect op, KernelCall argument)
    {
        for (var c = 0; c < op.Channels.Length; c++)
            argument.Input.Channel(op.Channels[c]).CopyTo(argument.Output.Channel(c));
        return default;
    }

    public Unit Visit(FloatCropPad op, KernelCall argument)
    {
        RearrangeKernels.CropPad(op, argument.Input, argument.Output);
        return default;
    }

    public Unit Visit(FloatDepthToSpace op, KernelCall argument)
    {
        RearrangeKernels.DepthToSpace(op, argument.Input, argument.Output);
        return default;
    }

    public Unit Visit(FloatPRelu op, KernelCall argument)
    {
        for (var c = 0; c < op.Slopes.Length; c++)
        {
            var x = argument.Input.Channel(c);
            var y = argument.Output.Channel(c);
            for (var i = 0; i < x.Length; i++)
                y[i] = x[i] > 0 ? x[i] : x[i] * op.Slopes[c];
        }

        return default;
    }

    public Unit Visit(FloatMargin op, KernelCall argument)
    {
        MarginKernel.Run(op.Class, argument.Input, argument.Output);
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
