using FpgaSeg.Boards;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.HlsGen.Tests.Networks;
using FpgaSeg.Planning;
using FpgaSeg.Planning.Fit;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Tests;

/// <summary>The shared engine: every tensor equals the reference simulator's, and its turns are those that the plan counts.</summary>
public class EngineTests
{
    private const int Networks = 5;

    private static readonly BoardDescription _large = BoardCatalogue.Find("arty-a7-100t").Value;

    // Multipliers for four lanes only.
    private static readonly BoardDescription _small = _large with { Resources = _large.Resources with { Dsp = 40 } };

    // Hardly any memory on the chip: the program is cut as finely as it goes.
    private static readonly BoardDescription _cramped = _large with { Resources = _large.Resources with { BlockRam = 1 } };

    // Hardly any multipliers either, which no cut helps: every skip that can wait beside the chip does.
    private static readonly BoardDescription _poor = _cramped with { Resources = _cramped.Resources with { Dsp = 1 } };

    [SkippableFact]
    public void Eight_lanes() => Check("g++", _large, seed: 1, "-fsanitize=address,undefined", "-fno-sanitize-recover");

    [SkippableFact]
    public void Four_lanes_with_exact_widths() => Check("clang++", _small, seed: 10, "-DFS_EXACT_WIDTHS", "-fsanitize=address,undefined", "-fno-sanitize-recover");

    [SkippableFact]
    public void Maps_beside_the_chip() => Check("g++", _poor, seed: 20, "-DFS_EXACT_WIDTHS", "-fsanitize=address,undefined", "-fno-sanitize-recover");

    /// <summary>The image comes twice, shallow maps are made again: a chip with room for a deep map but for no skip, and none beside it.</summary>
    [SkippableFact]
    public void Two_passes()
    {
        Skip.IfNot(Tool.Exists("g++"), "g++ is not installed.");

        // High and narrow: whole maps are much, a few of their rows little.
        var graph = CmunextXxs.Of(192, 32, seed: 5);
        var basys = BoardCatalogue.Find("basys3").Value;
        BoardDescription Bare(int blockRam) => basys with { Resources = basys.Resources with { BlockRam = blockRam } };
        var blocks = Enumerable.Range(10, 40).First(b => DesignPlanner.Fit(StageGraphBuilder.Build(graph), Bare(b), new(200, Architecture: Architecture.Engine)) is { Fits: true, Plan.ImagePasses: 2 });
        using var batch = new Batch([graph], _ => 200, Bare(blocks), Architecture.Engine);
        Assert.Equal(2, batch.Generated[0].Plan.ImagePasses);
        batch.Compile("g++", BitExactTests.Ours, "-DFS_EXACT_WIDTHS", "-fsanitize=address,undefined", "-fno-sanitize-recover");
        batch.CompareAll(0, [.. RandomNetwork.Images(graph.Input.Shape, seed: 40).Take(1)]);
    }

    /// <summary>So little memory on the chip that the program is cut: all that one pass leaves to another waits beside the chip, and the image comes once.</summary>
    [SkippableFact]
    public void Several_passes()
    {
        Skip.IfNot(Tool.Exists("g++"), "g++ is not installed.");
        DataflowGraph<IntegerNode>[] graphs = [CmunextXxs.Of(32, 32, seed: 6), EngineNetwork.Of(50), EngineNetwork.Of(51)];
        using var batch = new Batch(graphs, _ => 200, _cramped, Architecture.Engine);
        Assert.All(batch.Generated, d => Assert.Equal((1, true), (d.Plan.ImagePasses, d.Plan.Engine!.Program.Schedule.Passes.AreApart)));
        batch.Compile("g++", BitExactTests.Ours, "-DFS_EXACT_WIDTHS", "-fsanitize=address,undefined", "-fno-sanitize-recover");
        for (var i = 0; i < graphs.Length; i++)
            batch.CompareAll(i, [.. RandomNetwork.Images(graphs[i].Input.Shape, seed: 40 + i)]);
    }

    /// <summary>The compiled engine takes the turns of the plan, reads every pixel of the image and writes every bit of the mask in the turn of the plan.</summary>
    [SkippableTheory]
    [InlineData(200)]
    [InlineData(1)]
    public void Turns_are_those_of_the_plan(int blockRam)
    {
        Skip.IfNot(Tool.Exists("g++"), "g++ is not installed.");
        DataflowGraph<IntegerNode>[] graphs = [EngineNetwork.Of(30), EngineNetwork.Of(31), CmunextXxs.Of(32, seed: 5)];
        using var batch = new Batch(graphs, _ => 200, _large with { Resources = _large.Resources with { BlockRam = blockRam } }, Architecture.Engine);
        batch.CompileLogged("g++", BitExactTests.Ours);
        for (var i = 0; i < graphs.Length; i++)
            CompareTurns(batch.Generated[i].Plan, batch.Log(i));
    }

    private static void CompareTurns(HardwarePlan plan, StreamLog log)
    {
        var (engine, start) = (plan.Graph.Stages.OfType<EngineStage>().Single(), plan.ImagePasses * plan.Graph.Source.Input.Shape.Count);
        var times = engine.Times;
        long[] TurnsOf(string stream, bool reads) => [.. log.Turns.Zip(log.At).Where(t => t.First.Stream == stream && t.First.Reads == reads).Select(t => t.Second - start)];
        int width = engine.Input.Shape.Width, maskWidth = engine.Output.Shape.Width;
        Assert.Equal(from row in times.ImageRows from x in Enumerable.Range(0, width) select row.Turn + x, TurnsOf("s0", reads: true));
        Assert.Equal(from row in times.MaskRows from x in Enumerable.Range(1, maskWidth) select row.Turn + (x * times.MaskTurns) - 1, TurnsOf("s1", reads: false));
        Assert.Equal(times.Turns, TurnsOf("s1", reads: true)[0]);
    }

    private static void Check(string compiler, BoardDescription board, int seed, params string[] flags)
    {
        Skip.IfNot(Tool.Exists(compiler), $"{compiler} is not installed.");
        DataflowGraph<IntegerNode>[] graphs = [.. Enumerable.Range(seed, Networks).Select(EngineNetwork.Of)];
        using var batch = new Batch(graphs, _ => board.Resources.Dsp, board, Architecture.Engine);
        batch.Compile(compiler, BitExactTests.Ours, flags);
        for (var i = 0; i < graphs.Length; i++)
            batch.CompareAll(i, [.. RandomNetwork.Images(graphs[i].Input.Shape, seed + i)]);
        Assert.Equal(board == _poor, batch.Generated.Any(d => d.Plan.UsesMemory));
        Assert.All(batch.Generated, d => Assert.Equal(board == _small ? 4 : 8, board == _poor ? 8 : d.Plan.Engine!.Program.Lanes));
    }
}
