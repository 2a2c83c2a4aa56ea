using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Verification.Divergence;

namespace FpgaSeg.Cli.Workflows;

/// <summary>How far through the toolchain a network comes.</summary>
internal enum CheckStage
{
    Imports,
    Quantizes,
    Simulates,
    Generates,
    IsBitExact,
}

/// <summary>What a check found out about one network; fields of stages that it did not reach are null.</summary>
/// <param name="File">The model file.</param>
/// <param name="Reached">The last stage that worked; null where not even the import did.</param>
/// <param name="Input">Shape of the image.</param>
/// <param name="Parameters">As the file holds them.</param>
/// <param name="Macs">Multiply-accumulates of convolutions per image.</param>
/// <param name="Nodes">Operators of the integer graph.</param>
/// <param name="WeightBytes">At their widths in the integer graph.</param>
/// <param name="LogitSqnrDb">Signal to quantization noise of the last value before the threshold; infinite if equal.</param>
/// <param name="Refusals">Why the next stage refused the network.</param>
/// <param name="Divergence">Where the generated C++ and the simulator part.</param>
internal sealed record NetworkCheck(
    string File,
    CheckStage? Reached = null,
    FeatureShape? Input = null,
    long? Parameters = null,
    long? Macs = null,
    int? Nodes = null,
    long? WeightBytes = null,
    double? LogitSqnrDb = null,
    IReadOnlyList<Diagnostic>? Refusals = null,
    FirstDivergence? Divergence = null)
{
    /// <summary>Whether a stage worked, failed, or (null) was not reached.</summary>
    public bool? Passed(CheckStage stage) => Reached >= stage ? true : (int)stage == (Reached is { } r ? (int)r + 1 : 0) && Stopped ? false : null;

    private bool Stopped => Refusals is { Count: > 0 } || Divergence is not null;
}
