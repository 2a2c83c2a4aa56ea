using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.HlsGen.Tests.Networks;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Tests;

/// <summary>FIFO depths of hand-computed shapes.</summary>
public class StreamDepthTests
{
    /// <summary>
    /// 20 wide, 7x7 with padding 3: the long branch takes 3 rows and 3 pixels before its first output, the 2 that enter while it is made and while it
    /// leaves, and 2 of its pipeline; one row of margin.
    /// </summary>
    [Fact]
    public void A_residual_holds_what_the_long_branch_takes_and_a_row()
    {
        var net = new NetworkBuilder(new Random(1));
        var from = net.Affine(net.Input(new FeatureShape(2, 30, 20)), NumberFormat.Int8);
        var branch = net.Convolution(from, 2, WindowGeometry.Same(7), 2, NumberFormat.UInt8);
        net.Threshold(net.Head(net.Add(branch, from, NumberFormat.Int8)), 0);

        var skip = Assert.Single(Designs.Generate(net.Build()).Manifest.Skips);

        Assert.Equal((3 * 20) + 3 + 2 + 2 + 20, skip.Depth);
        Assert.Equal((16, "buffer", "/net/affine.1", "/net/add.3"), (skip.BitsPerPixel, skip.Policy, skip.From, skip.To));
    }

    /// <summary>
    /// 6 wide, pooled 2x2 and doubled again. Output 7 of the doubling, (1, 1), mixes the first 5 pooled pixels and leaves its pipeline 2
    /// pixels later; pooled pixel 6, (2, 0), is made of rows 4 and 5 up to column 1, the image's first 32 pixels, and leaves 2 later:
    /// 34 - 7 wait, of which the first is on its way; and a row.
    /// </summary>
    [Fact]
    public void A_skip_around_a_change_of_resolution_holds_what_the_deep_branch_takes_and_a_row()
    {
        var net = new NetworkBuilder(new Random(1));
        var from = net.Affine(net.Input(new FeatureShape(2, 8, 6)), NumberFormat.Int8);
        var deep = net.Upsample(net.MaxPool(from, new WindowGeometry(2, 2, 2, 2)), UpsampleMode.Bilinear);
        net.Threshold(net.Head(net.Add(deep, from, NumberFormat.Int8)), 0);

        Assert.Equal(26 + 6, Assert.Single(Designs.Generate(net.Build()).Manifest.Skips).Depth);
    }

    /// <summary>
    /// A gate needs the mean of all pixels, so the map that it scales waits whole: 63 pixels. Before the first two gates a 3x3 convolution
    /// keeps a row and some pixels of it back. In Fast-SCNN's pyramid the map waits whole for the mean of all, the 6x6 branch in part, and
    /// the streams between the stages hold what the others make early.
    /// </summary>
    [Fact]
    public void A_map_waits_whole_for_what_is_made_of_its_mean()
    {
        Assert.Equal([54, 54, 63], Designs.Generate(OperatorSweeps.ChannelGates()).Manifest.Skips.Select(s => s.Depth));

        var pyramid = Designs.Generate(OperatorSweeps.Pyramid());
        var concat = pyramid.Plan.Graph.Stages.Single(s => s is ConcatStage);
        Assert.Equal([64, 2, 2, 2, 23], concat.Inputs.Select(s => pyramid.Plan.Streams[s.Id].Depth));
    }

    /// <summary>The four U-Net skips at 256x256 and 8 bits are 512 + 160 + 48 + 16 KiB (NETWORKS.md).</summary>
    [Fact]
    public void The_long_skips_of_CMUNeXt_are_736_KiB()
    {
        var skips = Designs.Generate(CmunextXxs.Of(256, seed: 1), board: Designs.WithoutBlockRam with { ExternalMemory = null }).Manifest.Skips;
        var largest = skips.Select(s => (long)s.Depth * s.BitsPerPixel / 8).OrderDescending().Take(4).ToArray();
        Assert.Equal([512 * 1024, 160 * 1024, 48 * 1024, 16 * 1024], largest);
    }

    [Fact]
    public void More_multipliers_never_slow_the_plan_and_the_budget_holds_where_it_can()
    {
        var graph = CmunextXxs.Of(64, seed: 2);
        var plans = new[] { 1, 180, 240, 500, 2000 }.Select(d => (Budget: d, Plan: Designs.Generate(graph, d).Plan)).ToList();
        for (var i = 1; i < plans.Count; i++)
        {
            Assert.True(plans[i].Plan.CyclesPerFrame <= plans[i - 1].Plan.CyclesPerFrame);
            Assert.True(plans[i].Plan.Dsp <= plans[i].Budget);
        }

        Assert.Contains("does not fit", Designs.Generate(graph, 1, Designs.WithoutBlockRam).Manifest.Prediction.Basis, StringComparison.Ordinal);
    }
}
