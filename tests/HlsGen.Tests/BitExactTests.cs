using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.HlsGen.Tests.Networks;

namespace FpgaSeg.HlsGen.Tests;

/// <summary>Every tensor of the generated C++ equals the reference simulator's, on random networks and extreme images.</summary>
public class BitExactTests
{
    internal const string Ours = "net0/hls/compat/ap";

    /// <summary>Folded as far as it goes, with native registers.</summary>
    [SkippableFact]
    public void Gxx_with_sanitizers() => Check("g++", Ours, seed: 100, count: 11, maxDsp: 1, "-fsanitize=address,undefined", "-fno-sanitize-recover");

    /// <summary>Unfolded, with registers of exactly the generated widths.</summary>
    [SkippableFact]
    public void Clang_with_exact_widths() => Check("clang++", Ours, seed: 200, count: 11, maxDsp: 100_000, "-DFS_EXACT_WIDTHS");

    /// <summary>Something between, with both.</summary>
    [SkippableFact]
    public void Clang_with_sanitizers() =>
        Check("clang++", Ours, seed: 300, count: 6, maxDsp: 60, "-DFS_EXACT_WIDTHS", "-fsanitize=address,undefined", "-fno-sanitize-recover");

    /// <summary>The vendor's ap_int.h instead of ours, where the variable FPGASEG_AP_INCLUDE names its folder.</summary>
    [SkippableFact]
    public void Vendor_headers()
    {
        var folder = Environment.GetEnvironmentVariable("FPGASEG_AP_INCLUDE");
        Skip.If(folder is null, "FPGASEG_AP_INCLUDE names no folder with the vendor's ap_int.h.");
        // Their constructors read members before they are set; our own code is checked by the other tests.
        Check("g++", folder!, seed: 400, count: 8, maxDsp: 40, "-DFS_EXACT_WIDTHS", "-Werror");
    }

    private static void Check(string compiler, string apInclude, int seed, int count, int maxDsp, params string[] flags)
    {
        Skip.IfNot(Tool.Exists(compiler), $"{compiler} is not installed.");
        var graphs = Enumerable.Range(seed, count).Select(RandomNetwork.Of).ToList();
        using var batch = new Batch(graphs, maxDsp);
        batch.Compile(compiler, apInclude, flags);
        for (var i = 0; i < count; i++)
            batch.CompareAll(i, [.. RandomNetwork.Images(graphs[i].Input.Shape, seed + i)]);
    }
}
