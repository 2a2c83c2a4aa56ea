namespace FpgaSeg.Planning.Cycles;

/// <summary>The cycle-level simulation of a plan.</summary>
public static class CycleSimulation
{
    /// <summary>Counts the cycles of <paramref name="plan"/> with its foldings and FIFO depths.</summary>
    public static CycleReport Run(HardwarePlan plan, CycleOptions? options = null) =>
        ModelOf(plan).Run([.. plan.Streams.Select(s => s.Depth)], options ?? new CycleOptions());

    /// <summary>The plan's stages with their turns, for runs with other depths.</summary>
    public static CycleModel ModelOf(HardwarePlan plan) => new(plan.Graph, [.. plan.Stages.Select(s => s.Folding)]);
}
