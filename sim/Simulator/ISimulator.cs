using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Simulator;

/// <summary>Runs the integer graph; every implementation gives the same integers.</summary>
public interface ISimulator
{
    /// <summary>The output map (the mask, 0 or 1) for raw pixels.</summary>
    /// <exception cref="ArgumentException">The image has another shape than the graph's input.</exception>
    FeatureMap<int> Run(FeatureMap<byte> pixels);

    /// <summary>The output of every node, by node index.</summary>
    /// <exception cref="ArgumentException">The image has another shape than the graph's input.</exception>
    FeatureMap<int>[] RunAll(FeatureMap<byte> pixels);
}
