using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Float;

/// <summary>One operator alone, for those who run a graph node by node.</summary>
public static class FloatOperation
{
    /// <summary>The output of <paramref name="op"/>, a map of its own, for its inputs in operator order; the same for any number of threads.</summary>
    public static FeatureMap<float> Run(FloatOperator op, FeatureMap<float>[] inputs, FeatureShape shape, int threads = 1)
    {
        var output = new FeatureMap<float>(shape);
        op.Accept(new FloatKernels(threads), new KernelCall(inputs, output));
        return output;
    }
}
