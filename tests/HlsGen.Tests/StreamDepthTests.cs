using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.HlsGen.Tests.Networks;
using FpgaSeg.Planning.Flow;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Tests;

/// <summary>FIFO depths of hand-computed shapes.</summary>
public class StreamDepthTests
{
    // Queues of two tokens show what waits best.
    private const int Shallow = 2;

    /// <summary>
    /// 19 wide, which no pairs of pixels make up, 7x7 with padding 3: the long branch takes 3 rows and 3 pixels before its first output, the 2 that enter while it is made and while it
    /// leaves, and 2 of its pipeline; one row of margin.
    /// </summary>
    [Fact]
    public void A_residual_holds_what_the_long_branch_takes_and_a_row()
    {
        var net = new NetworkBuilder(new Random(1));
        var from = net.Affine(net.Input(new FeatureShape(2, 30, 19)), NumberFormat.Int8);
        var branch = net.Convolution(from, 2, WindowGeometry.Same(7), 1, NumberFormat.UInt8);
        net.Threshold(net.Head(net.Add(branch, from, NumberFormat.Int8)), 0);

        var design = Designs.Generate(net.Build());

        Assert.Equal((3 * 19) + 3 + 2 + 2 + 19, Assert.Single(Proven(design), d => d > Shallow));
        var skip = Assert.Single(design.Manifest.Skips);
        Assert.Equal((16, "buffer", "/net/affine.1", "/net/add.3"), (skip.BitsPerPixel, skip.Policy, skip.From, skip.To));
    }

    /// <summary>
    /// 6 wide, pooled 2x2 and doubled again. Output 7 of the doubling, (1, 1), mixes the first 5 pooled pixels and leaves its pipeline 2
    /// pixels later; pooled pixel 6, (2, 0), is made of rows 4 and 5 up to column 1, the image's first 32 pixels, and leaves 2 later:
    /// 34 - 7 wait, of which the first is on its way; one more, which enters while the maximum is made; and a row.
    /// </summary>
    [Fact]
    public void A_skip_around_a_change_of_resolution_holds_what_the_deep_branch_takes_and_a_row()
    {
        var net = new NetworkBuilder(new Random(1));
        var from = net.Affine(net.Input(new FeatureShape(2, 8, 6)), NumberFormat.Int8);
        var deep = net.Upsample(net.MaxPool(from, new WindowGeometry(2, 2, 2, 2)), UpsampleMode.Bilinear);
        net.Threshold(net.Head(net.Add(deep, from, NumberFormat.Int8)), 0);

        Assert.Contains(26 + 1 + 6, Proven(Designs.Generate(net.Build())));
    }

    /// <summary>
    /// A gate needs the mean of all pixels, so the map that it scales waits whole: 63 pixels. Before the first two gates a 3x3 convolution
    /// keeps a row and some pixels of it back. In Fast-SCNN's pyramid the map waits whole for the mean of all, the 6x6 branch in part, and
    /// the streams between the stages hold what the others make early.
    /// </summary>
    [Fact]
    public void A_map_waits_whole_for_what_is_made_of_its_mean()
    {
        Assert.Equal([54, 54, 63], Proven(Designs.Generate(OperatorSweeps.ChannelGates())).Where(d => d > Shallow));

        var pyramid = Designs.Generate(OperatorSweeps.Pyramid());
        var concat = pyramid.Plan.Graph.Stages.Single(s => s is ConcatStage);
        Assert.Equal([64, 2, 2, 2, 23], concat.Inputs.Select(s => Proven(pyramid)[s.Id]));
    }

    /// <summary>
    /// A long branch that is late by half a frame: at an even pace half a frame waits, in front of a mean of all a whole one and what arrives until
    /// the mean has come through. Every stream holds what a queue of shift registers holds at least.
    /// </summary>
    [Fact]
    public void A_queue_holds_what_arrives_until_the_other_branch_starts()
    {
        var net = new NetworkBuilder(new Random(1));
        var from = net.Affine(net.Input(new FeatureShape(2, 64, 64)), NumberFormat.Int8);
        var late = net.Convolution(from, 2, WindowGeometry.Same(63), 1, NumberFormat.Int8);
        net.Threshold(net.Head(net.Add(late, from, NumberFormat.Int8)), 0);

        var plan = Designs.Generate(net.Build()).Plan;

        // 31 rows and 31 pixels before the first output, the pixel that enters meanwhile, 2 of each pipeline, and a row of margin.
        Assert.InRange(Assert.Single(plan.Skips).Stream.Depth, (32 * 64) + 31, (32 * 64) + 31 + 8);
        Assert.All(plan.Streams, s => Assert.True(s.Depth >= StreamDepths.Plain));
    }

    /// <summary>The four U-Net skips at 256x256 and 8 bits are 512 + 160 + 48 + 16 KiB (NETWORKS.md).</summary>
    [Fact]
    public void The_long_skips_of_CMUNeXt_are_736_KiB()
    {
        var plan = Designs.Generate(CmunextXxs.Of(256, seed: 1), board: Designs.WithoutBlockRam with { ExternalMemory = null }).Plan;
        var depths = StreamDepths.Proven(plan.Graph, [.. plan.Stages.Select(s => s.Folding)], Shallow);
        var largest = plan.Streams.Select(s => (long)depths[s.Stream.Id] * s.Stream.BitsPerPixel / 8).OrderDescending().Take(4).ToArray();
        Assert.Equal([512 * 1024, 160 * 1024, 48 * 1024, 16 * 1024], largest);
    }

    private static int[] Proven(GeneratedDesign design) =>
        StreamDepths.Proven(design.Plan.Graph, [.. design.Plan.Stages.Select(s => s.Folding)], Shallow);

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
