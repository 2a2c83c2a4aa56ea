namespace FpgaSeg.Planning.Fit;

/// <summary>A resource's use against what the network may have of it.</summary>
/// <param name="Used">Most likely; exact but for LUT and flip-flops.</param>
/// <param name="Low">Fewest.</param>
/// <param name="High">Most.</param>
/// <param name="Device">What the device has.</param>
/// <param name="Reserved">What <see cref="Fit.Reserved"/> takes of it.</param>
/// <param name="Available">What is left for the network, head room and the user's own limit taken off.</param>
public sealed record ResourceUse(Resource Resource, double Used, double Low, double High, double Device, double Reserved, double Available)
{
    /// <summary>Used / available.</summary>
    public double Share => Available > 0 ? Used / Available : Used > 0 ? double.PositiveInfinity : 0;

    /// <summary>Whether it suffices.</summary>
    public bool Fits => Used <= Available;

    /// <summary>What is missing; 0 where it fits.</summary>
    public double Missing => Math.Max(0, Used - Available);
}
