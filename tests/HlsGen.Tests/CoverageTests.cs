using FpgaSeg.Graph.Integer;
using FpgaSeg.HlsGen.Tests.Networks;
using FpgaSeg.Planning.Stages;
using FpgaSeg.Simulator.Reference;

namespace FpgaSeg.HlsGen.Tests;

/// <summary>The seeds of the bit-exactness tests meet every stage and every corner that they are meant to meet.</summary>
public class CoverageTests
{
    private static readonly int[] _seeds = [.. Enumerable.Range(100, 11), .. Enumerable.Range(200, 11), .. Enumerable.Range(300, 6)];

    [Fact]
    public void Every_kind_of_stage_is_met()
    {
        var met = _seeds.SelectMany(s => StageGraphBuilder.Build(RandomNetwork.Of(s)).Stages).Select(s => s.GetType()).ToHashSet();
        var all = typeof(Stage).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Stage)));
        // The planner makes these; EngineTests and ExternalSkipTests meet them.
        Assert.Equal([typeof(EngineStage), typeof(SkipLoadStage), typeof(SkipStoreStage)], all.Except(met).OrderBy(t => t.Name));
    }

    [Fact]
    public void Strides_dilations_groups_rectifiers_and_large_kernels_are_met()
    {
        var convolutions = _seeds.SelectMany(s => RandomNetwork.Of(s).Nodes).Select(n => n.Operator).OfType<IntegerConv2d>().ToList();
        Assert.Contains(convolutions, c => c.Window.StrideY > 2);
        Assert.Contains(convolutions, c => c.Window.DilationY > 1 || c.Window.DilationX > 1);
        Assert.Contains(convolutions, c => c.Groups == 2 && c.Kernel.Shape.InChannelsPerGroup > 1);
        Assert.Contains(convolutions, c => c.Groups > 1 && c.Window.KernelHeight == 9);
        Assert.Contains(convolutions, c => !c.RectifierBias.IsEmpty);
        Assert.Contains(convolutions, c => c.WeightBits == 2);
        Assert.Contains(convolutions, c => c.Window.PadTop != c.Window.PadBottom);
    }

    [Fact]
    public void Both_sides_saturate_and_values_between_occur()
    {
        int low = 0, high = 0, between = 0;
        foreach (var seed in _seeds)
        {
            var graph = RandomNetwork.Of(seed);
            var values = new ReferenceSimulator(graph).RunAll(RandomNetwork.Images(graph.Input.Shape, seed).First());
            for (var n = 1; n < values.Length; n++)
            {
                var format = graph.Nodes[n].Format;
                if (graph.Nodes[n].Operator is not (IntegerConv2d or IntegerAffine or IntegerAdd))
                    continue;
                low += values[n].Data.Contains(format.Min) ? 1 : 0;
                high += values[n].Data.Contains(format.Max) ? 1 : 0;
                between += values[n].Data.Any(v => v > format.Min && v < format.Max) ? 1 : 0;
            }
        }

        Assert.True(low > 50 && high > 50 && between > 50, $"{low} tensors reach their smallest integer, {high} their largest, {between} lie between.");
    }
}
