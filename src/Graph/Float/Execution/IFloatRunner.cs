using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Float;

/// <summary>Runs a float network from image to logit; the float side of every comparison with the fixed-point engines.</summary>
public interface IFloatRunner
{
    /// <summary>The map that the threshold compares (the logit), for one normalised input image.</summary>
    /// <exception cref="ArgumentException">The input has another shape than the network's.</exception>
    FeatureMap<float> RunLogit(FeatureMap<float> input);
}

/// <summary>A float runner that also shows every intermediate value: calibration and per-layer comparison need it.</summary>
public interface IFloatTracer : IFloatRunner
{
    /// <summary>The output of every node, in node order.</summary>
    /// <exception cref="ArgumentException">The input has another shape than the network's.</exception>
    FeatureMap<float>[] Run(FeatureMap<float> input);
}
