using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.HlsGen.Tests.Networks;
using FpgaSeg.Planning;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Tests;

/// <summary>Depthwise convolutions with the sum behind them, in each way in which a lane of the sum makes its products.</summary>
public sealed class ResidualTests
{
    private static readonly int[] _dsp = [100_000, 60, 24, 1];

    /// <summary>Every other folding with each compiler: both tensors of every fused stage, the one that no stream carries included.</summary>
    [SkippableTheory]
    [InlineData("g++", 0)]
    [InlineData("clang++", 1)]
    public void Every_folding_is_bit_exact(string compiler, int first)
    {
        Skip.IfNot(Tool.Exists(compiler), $"{compiler} is not installed.");
        var graphs = Graphs().Where((_, i) => i % 2 == first).ToList();
        using var batch = new Batch([.. graphs.Select(g => g.Graph)], i => graphs[i].Dsp);
        batch.Compile(compiler, BitExactTests.Ours, "-DFS_EXACT_WIDTHS", "-fsanitize=address,undefined", "-fno-sanitize-recover");
        for (var i = 0; i < graphs.Count; i++)
            batch.CompareAll(i, [.. RandomNetwork.Images(graphs[i].Graph.Input.Shape, i)]);
    }

    /// <summary>The budgets above meet sums of one and two cycles, in DSP blocks and in tables, of one lane and several.</summary>
    [Fact]
    public void Every_folding_is_met()
    {
        var stages = Graphs().SelectMany(g => Sums(Designs.Generate(g.Graph, g.Dsp).Plan)).ToList();
        var sums = stages.Select(s => s.Folding).ToList();
        Assert.Equal(
            [(1, false), (1, true), (2, false)], sums.Select(s => (s.InnerLanes, s.LogicSum)).Distinct().Order());
        Assert.Contains(sums, s => s is { InnerLanes: 2, QuantLanes: 1, Lanes: > 1 });
        Assert.Contains(sums, s => s.QuantLanes > 1);
        Assert.Contains(stages, s => s is { Folding.InnerLanes: 2, Stage: DepthwiseAddStage { Sum.Shift: < 8 } });
    }

    /// <summary>Of the sweep all but the last sum, which reads no convolution's result.</summary>
    [Fact]
    public void A_third_reader_of_the_input_does_not_matter()
    {
        var graph = StageGraphBuilder.Build(OperatorSweeps.Residuals());
        Assert.Equal(6, graph.Stages.OfType<DepthwiseAddStage>().Count());
        Assert.Single(graph.Stages.OfType<AddStage>());
        Assert.Single(graph.Stages.OfType<ForkStage>());
    }

    private static IEnumerable<(DataflowGraph<IntegerNode> Graph, int Dsp)> Graphs() =>
        _dsp.Select(d => (OperatorSweeps.Residuals(), d)).Concat(_dsp.Take(2).Select(d => (OperatorSweeps.PointResiduals(), d)));

    private static IEnumerable<StagePlan> Sums(HardwarePlan plan) => plan.Stages.Where(s => s.Stage is DepthwiseAddStage);
}
