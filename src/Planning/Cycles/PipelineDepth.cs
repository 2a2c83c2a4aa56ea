namespace FpgaSeg.Planning.Cycles;

/// <summary>
/// Register stages of a kernel's pipeline: so many cycles after a turn begins, and reads its inputs, its results leave. An assumption; no
/// synthesis tool was asked.
/// </summary>
/// <param name="Cycles">At least 1.</param>
/// <param name="Basis">What the cycles are for.</param>
public readonly record struct PipelineDepth(int Cycles, string Basis);
