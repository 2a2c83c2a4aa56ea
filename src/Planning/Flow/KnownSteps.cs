using FpgaSeg.Planning.Cycles;

namespace FpgaSeg.Planning.Flow;

/// <summary>What a search of plans has worked out of stages with their foldings, for the plans to come.</summary>
internal sealed class KnownSteps
{
    /// <summary>The turns of the cycle model.</summary>
    public KnownPorts Turns { get; } = new();

    /// <summary>The orders of <see cref="TokenFlow"/>, with <see cref="StreamDepths.Register"/>.</summary>
    public KnownPorts Flow { get; } = new();
}
