using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning;

/// <summary>Where the tokens of a skip wait.</summary>
public enum SkipPolicy
{
    /// <summary>In a FIFO on the chip.</summary>
    Buffer,

    /// <summary>In memory beside the chip.</summary>
    External,
}

/// <summary>A stream that bypasses other stages, from the node that makes its tensor to the stage that joins it.</summary>
/// <param name="Stream">The FIFO; of an external skip the one in front of the memory.</param>
/// <param name="To">The stage that joins it.</param>
/// <param name="Policy">Where it waits.</param>
/// <param name="Region">Its place in memory beside the chip; null for a buffer.</param>
public sealed record SkipPlan(StreamPlan Stream, Stage To, SkipPolicy Policy, ExternalRegion? Region)
{
    /// <summary>The policy as design.json and reports name it.</summary>
    public string PolicyName => Policy == SkipPolicy.External ? "external" : "buffer";
}
