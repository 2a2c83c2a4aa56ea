using FpgaSeg.Boards;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.HlsGen.Tests.Networks;
using FpgaSeg.Planning;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Tests;

/// <summary>Pointwise pairs whose last round has lanes without a channel.</summary>
public sealed class PairTests
{
    private static readonly DataflowGraph<IntegerNode> _graph = OperatorSweeps.OddPairs();

    // With so few tables that some multipliers have to be DSP blocks.
    private static readonly BoardDescription _board = Scarce();

    // Budgets with each of which some pair gets a folding that those before did not have.
    private static readonly int[] _dsp = Budgets();

    /// <summary>Every other budget with each compiler. The middle tensors are included, which no stream carries: of lanes without a channel nothing is traced.</summary>
    [SkippableTheory]
    [InlineData("g++", 0)]
    [InlineData("clang++", 1)]
    public void Every_folding_is_bit_exact(string compiler, int first)
    {
        Skip.IfNot(Tool.Exists(compiler), $"{compiler} is not installed.");
        int[] dsp = [.. _dsp.Where((_, i) => i % 2 == first)];
        using var batch = new Batch([.. dsp.Select(_ => _graph)], i => dsp[i], _board);
        batch.Compile(compiler, BitExactTests.Ours, "-DFS_EXACT_WIDTHS", "-fsanitize=address,undefined", "-fno-sanitize-recover");
        for (var i = 0; i < dsp.Length; i++)
            batch.CompareAll(i, [.. RandomNetwork.Images(_graph.Input.Shape, i)]);
    }

    [Fact]
    public void Lanes_without_a_channel_are_met()
    {
        var empty = _dsp.SelectMany(Foldings).Where(f => f.Channels % f.Lanes != 0).ToHashSet();
        Assert.Contains(empty, f => f.Folds > 1);
        Assert.True(empty.Select(f => (f.Channels, f.Lanes)).Distinct().Count() >= 5, string.Join(", ", empty));
    }

    private static BoardDescription Scarce()
    {
        var board = BoardCatalogue.Find(BoardCatalogue.Default).Value;
        return board with { Resources = board.Resources with { Lut = 5600 } };
    }

    private static int[] Budgets()
    {
        var (met, budgets) = (new HashSet<(int, int, int)>(), new List<int>());
        for (var dsp = 1; dsp <= 60; dsp += 8)
        {
            var before = met.Count;
            met.UnionWith(Foldings(dsp));
            if (met.Count > before)
                budgets.Add(dsp);
        }

        return [.. budgets];
    }

    private static IEnumerable<(int Channels, int Lanes, int Folds)> Foldings(int dsp) =>
        from stage in Designs.Generate(_graph, dsp, _board).Plan.Stages
        where stage.Stage is PointwisePairStage
        select (((PointwisePairStage)stage.Stage).Expand.Kernel.Shape.OutChannels, stage.Folding.Lanes, stage.Folding.InnerLanes);
}
