using FpgaSeg.Boards;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.HlsGen.Tests.Networks;
using FpgaSeg.Planning.Engine;
using FpgaSeg.Planning.Fit;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Tests;

/// <summary>The shared engine: every tensor equals the reference simulator's, and its turns are those that the plan counts.</summary>
public class EngineTests
{
    private const int Networks = 9;

    private static readonly BoardDescription _large = BoardCatalogue.Find("arty-a7-100t").Value;

    // Multipliers for four lanes only.
    private static readonly BoardDescription _small = _large with { Resources = _large.Resources with { Dsp = 40 } };

    // Hardly any memory on the chip: every map that can wait beside it does.
    private static readonly BoardDescription _poor = _large with { Resources = _large.Resources with { BlockRam = 1 } };

    [SkippableFact]
    public void Eight_lanes() => Check("g++", _large, seed: 1, "-fsanitize=address,undefined", "-fno-sanitize-recover");

    [SkippableFact]
    public void Four_lanes_with_exact_widths() => Check("clang++", _small, seed: 10, "-DFS_EXACT_WIDTHS", "-fsanitize=address,undefined", "-fno-sanitize-recover");

    [SkippableFact]
    public void Maps_beside_the_chip() => Check("g++", _poor, seed: 20, "-DFS_EXACT_WIDTHS", "-fsanitize=address,undefined", "-fno-sanitize-recover");

    private static void Check(string compiler, BoardDescription board, int seed, params string[] flags)
    {
        Skip.IfNot(Tool.Exists(compiler), $"{compiler} is not installed.");
        DataflowGraph<IntegerNode>[] graphs = [.. Enumerable.Range(seed, Networks).Select(EngineNetwork.Of)];
        using var batch = new Batch(graphs, _ => board.Resources.Dsp, board, Architecture.Engine);
        batch.Compile(compiler, BitExactTests.Ours, flags);
        for (var i = 0; i < graphs.Length; i++)
            batch.CompareAll(i, [.. RandomNetwork.Images(graphs[i].Input.Shape, seed + i)]);
    }
}
