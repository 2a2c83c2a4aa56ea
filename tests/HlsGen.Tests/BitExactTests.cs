using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
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

    /// <summary>Some folding of every stage, whether or not a solver would choose it, with both.</summary>
    [SkippableFact]
    public void Clang_with_sanitizers()
    {
        Skip.IfNot(Tool.Exists("clang++"), "clang++ is not installed.");
        int[] seeds = [.. Enumerable.Range(300, 6)];
        var graphs = seeds.Select(RandomNetwork.Of).ToList();
        using var batch = new Batch(graphs, graphs.Zip(seeds, DrawnDesigns.Draw));
        batch.Compile("clang++", Ours, "-DFS_EXACT_WIDTHS", "-fsanitize=address,undefined", "-fno-sanitize-recover");
        for (var i = 0; i < seeds.Length; i++)
            batch.CompareAll(i, [.. RandomNetwork.Images(graphs[i].Input.Shape, seeds[i])]);
    }

    /// <summary>Every operator that moves, scales or averages pixels, over its parameters; folded.</summary>
    [SkippableFact]
    public void Sweeps_with_gxx() =>
        Check("g++", Ours, OperatorSweeps.All(), seed: 500, maxDsp: 1, "-fsanitize=address,undefined", "-fno-sanitize-recover");

    /// <summary>The same, unfolded, with exact widths.</summary>
    [SkippableFact]
    public void Sweeps_with_clang() =>
        Check("clang++", Ours, OperatorSweeps.All(), seed: 500, maxDsp: 100_000, "-DFS_EXACT_WIDTHS", "-fsanitize=address,undefined", "-fno-sanitize-recover");

    /// <summary>
    /// The vendor's ap_int.h instead of ours, where the variable FPGASEG_AP_INCLUDE names its folder. Full warnings are errors here too: fs_platform.hpp
    /// silences those of the vendor's header.
    /// </summary>
    [SkippableFact]
    public void Vendor_headers()
    {
        var folder = Environment.GetEnvironmentVariable("FPGASEG_AP_INCLUDE");
        Skip.If(folder is null, "FPGASEG_AP_INCLUDE names no folder with the vendor's ap_int.h.");
        DataflowGraph<IntegerNode>[] graphs = [.. OperatorSweeps.All(), .. Enumerable.Range(400, 8).Select(RandomNetwork.Of)];
        Check("g++", folder!, graphs, seed: 400, maxDsp: 40, "-DFS_EXACT_WIDTHS");
    }

    private static void Check(string compiler, string apInclude, int seed, int count, int maxDsp, params string[] flags) =>
        Check(compiler, apInclude, [.. Enumerable.Range(seed, count).Select(RandomNetwork.Of)], seed, maxDsp, flags);

    private static void Check(
        string compiler, string apInclude, IReadOnlyList<DataflowGraph<IntegerNode>> graphs, int seed, int maxDsp, params string[] flags)
    {
        Skip.IfNot(Tool.Exists(compiler), $"{compiler} is not installed.");
        using var batch = new Batch(graphs, maxDsp);
        batch.Compile(compiler, apInclude, flags);
        for (var i = 0; i < graphs.Count; i++)
            batch.CompareAll(i, [.. RandomNetwork.Images(graphs[i].Input.Shape, seed + i)]);
    }
}
