using System.Collections.Immutable;
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
    private static readonly ImmutableArray<(DataflowGraph<IntegerNode> Graph, int Seed)> _designs =
        [.. Enumerable.Range(0, 4).Select(s => (OperatorSweeps.Residuals(), s)), .. Enumerable.Range(4, 2).Select(s => (OperatorSweeps.PointResiduals(), s))];

    /// <summary>Half of the foldings with each compiler: both tensors of every fused stage, the one that no stream carries included.</summary>
    [SkippableTheory]
    [InlineData("g++", 0)]
    [InlineData("clang++", 1)]
    public void Any_folding_is_bit_exact(string compiler, int first)
    {
        Skip.IfNot(Tool.Exists(compiler), $"{compiler} is not installed.");
        var designs = _designs.Where((_, i) => i % 2 == first).ToList();
        using var batch = new Batch([.. designs.Select(d => d.Graph)], designs.Select(d => DrawnDesigns.Draw(d.Graph, d.Seed)));
        batch.Compile(compiler, BitExactTests.Ours, "-DFS_EXACT_WIDTHS", "-fsanitize=address,undefined", "-fno-sanitize-recover");
        for (var i = 0; i < designs.Count; i++)
            batch.CompareAll(i, [.. RandomNetwork.Images(designs[i].Graph.Input.Shape, i)]);
    }

    /// <summary>The draws above meet sums of one and two cycles, in DSP blocks and in tables, of one lane and several, and pairs of pixels.</summary>
    [Fact]
    public void Every_kind_of_folding_is_met()
    {
        var stages = _designs.SelectMany(d => Sums(DrawnDesigns.Draw(d.Graph, d.Seed).Plan)).ToList();
        var sums = stages.Select(s => s.Folding).ToList();
        Assert.Equal(
            [(1, false), (1, true), (2, false)], sums.Select(s => (s.InnerLanes, s.LogicSum)).Distinct().Order());
        Assert.Contains(sums, s => s is { InnerLanes: 2, QuantLanes: 1, Lanes: > 1 });
        Assert.Contains(sums, s => s.QuantLanes > 1);
        Assert.Contains(sums, s => s is { Pixels: 2, Packing.IsPaired: true, InnerLanes: 2 });
        Assert.Contains(stages, s => s.Folding is { Pixels: 2, Lanes: > 1 } && s.Folding.Lanes < s.Stage.Input.Shape.Channels);
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

    private static IEnumerable<StagePlan> Sums(HardwarePlan plan) => plan.Stages.Where(s => s.Stage is DepthwiseAddStage);
}
