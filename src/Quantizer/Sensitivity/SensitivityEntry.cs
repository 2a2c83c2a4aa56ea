namespace FpgaSeg.Quantizer.Sensitivity;

/// <summary>What was narrowed, alone, to see what it does to the logit.</summary>
public enum SensitivityKind
{
    /// <summary>The weights of one convolution.</summary>
    Weights,

    /// <summary>One value, as all its readers see it.</summary>
    Activation,

    /// <summary>The stored copy of one long skip.</summary>
    Skip,
}

/// <summary>How much the logit suffers if one thing alone is narrow and all else is float.</summary>
/// <param name="Kind">What was narrowed.</param>
/// <param name="Name">Name of the convolution or the value.</param>
/// <param name="Bits">To how many bits.</param>
/// <param name="NoiseToSignal">Power of the logit's change over the power of the logit; additive over layers as long as it is small.</param>
/// <param name="Elements">Weights, or elements of the map.</param>
public sealed record SensitivityEntry(SensitivityKind Kind, string Name, int Bits, double NoiseToSignal, long Elements)
{
    /// <summary>10 log10 of the logit's power over that of its change; 300 where nothing changes.</summary>
    public double LogitSqnrDb => NoiseToSignal < 1e-30 ? 300 : -10 * Math.Log10(NoiseToSignal);
}
