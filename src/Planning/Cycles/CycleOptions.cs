using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Cycles;

/// <summary>What a simulation assumes about the world around the design.</summary>
public sealed record CycleOptions
{
    /// <summary>Frames back to back, at least 2: the time between the last two is the steady state's.</summary>
    public int Frames { get; init; } = 3;

    /// <summary>How fast image bytes arrive; they wait where the design does not take them.</summary>
    public LinkPace Image { get; init; } = LinkPace.EveryCycle;

    /// <summary>How fast mask bytes are taken.</summary>
    public LinkPace Mask { get; init; } = LinkPace.EveryCycle;

    /// <summary>Register stages of every stage's pipeline; null: <see cref="CycleModel.DepthOf"/>.</summary>
    public Func<Stage, int>? PipelineDepth { get; init; }
}
