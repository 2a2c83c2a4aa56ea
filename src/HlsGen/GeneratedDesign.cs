using System.Collections.Immutable;
using FpgaSeg.Planning;
using FpgaSeg.Planning.Fit;
using FpgaSeg.Protocol.Design;

namespace FpgaSeg.HlsGen;

/// <summary>A build folder in memory.</summary>
/// <param name="Manifest">What design.json says.</param>
/// <param name="Plan">What was built.</param>
/// <param name="Files">Every file by path relative to the folder, '/' separated, design.json included.</param>
public sealed record GeneratedDesign(
    DesignManifest Manifest,
    HardwarePlan Plan,
    ImmutableSortedDictionary<string, ImmutableArray<byte>> Files)
{
    /// <summary>The plan held against its board; null where the plan came from elsewhere.</summary>
    public PlanFit? Fit { get; init; }

    /// <summary>Name of the manifest in the folder.</summary>
    public const string ManifestName = "design.json";

    /// <summary>Lines of the C++ made for this network: sources, weights and host program, the kernel library not counted.</summary>
    public int CodeLines => Files
        .Where(f => f.Key.EndsWith("pp", StringComparison.Ordinal) && !f.Key.StartsWith("hls/", StringComparison.Ordinal))
        .Sum(f => f.Value.Count(b => b == (byte)'\n'));
}
