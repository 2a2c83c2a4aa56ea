using FpgaSeg.Planning.Cycles;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Tests.Cycles;

/// <summary>
/// Small graphs by hand. A byte that arrives in cycle t is read in cycle t at the earliest; what a stage reads in cycle t it writes d cycles
/// later, d being its pipeline, and the next stage reads it a cycle after that. FIFOs hold 2 tokens where nothing else is said.
/// </summary>
public sealed class HandComputedTests
{
    private static readonly CycleOptions _registers = new() { PipelineDepth = _ => 1 };

    /// <summary>
    /// 8 pixels through image, affine, threshold and mask, one turn each: pixel p is read in cycles p, p + 2, p + 4 and p + 6; the only byte
    /// of the mask follows the last, in cycle 14. A stage takes 8 turns and one cycle to empty, and so does a frame. A FIFO takes a token in the
    /// cycle in which the one before leaves it: it holds both.
    /// </summary>
    [Fact]
    public void A_chain()
    {
        var report = Chain(out _).Run([2, 2, 2], _registers);
        Assert.Equal((15, 9, 9), (report.LatencyCycles, report.CyclesPerFrame, report.PaceCycles));
        Assert.All(report.Stages, s => Assert.Equal((8, 1, 0, 0), (s.Turns, s.Draining, s.Starved, s.Blocked)));
        Assert.All(report.Streams, s => Assert.Equal((24, 2), (s.Tokens, s.HighWater)));
        Assert.Empty(report.TooShallow);
    }

    /// <summary>The same with the image at a byte every 5 cycles: the last byte arrives in cycle 35, 7 cycles before the mask's; 40 per frame.</summary>
    [Fact]
    public void A_slow_link()
    {
        var report = Chain(out _).Run([2, 2, 2], _registers with { Image = new LinkPace(5, 1) });
        Assert.Equal((35 + 7 + 1, 40, 9, 40), (report.LatencyCycles, report.CyclesPerFrame, report.PaceCycles, report.LinkCycles));
        Assert.All(report.Stages, s => Assert.Equal(31, s.Starved));
    }

    /// <summary>A mask that is taken at a byte every 50 cycles holds all up.</summary>
    [Fact]
    public void A_slow_mask() =>
        Assert.Equal(50, Chain(out _).Run([2, 2, 2], _registers with { Mask = new LinkPace(50, 1), Frames = 6 }).CyclesPerFrame);

    /// <summary>
    /// A FIFO of one token is written every other cycle: full in the cycle of the read, empty in that of the next write. 16 cycles per
    /// frame instead of 9, and the FIFO is named.
    /// </summary>
    [Fact]
    public void A_FIFO_of_one_token_halves_the_pace()
    {
        var report = Chain(out _).Run([2, 1, 2], _registers);
        Assert.Equal((16, 9), (report.CyclesPerFrame, report.PaceCycles));
        Assert.Null(report.Deadlock);
        Assert.Equal(1, report.TooShallow[0].Id);
    }

    /// <summary>
    /// 3x3 with padding 1 on 4x3, 9 turns per output and one to requantise: positions of the padded 6x5 take 1 turn, those of the 12 outputs 9,
    /// one turn enters before the first and one leaves after the last: 1 + 12 x 9 + 18 + 1 = 128. Pixel (0, 0) enters while the window is at
    /// position 6, in turn 7; output (0, 0) belongs to position 14, turns 15 to 23, and is written in turn 24; the last in turn 127. With a
    /// pipeline of 2 it leaves in cycle 129, and 3 registers and FIFOs later the mask's byte in cycle 133.
    /// </summary>
    [Fact]
    public void A_convolution()
    {
        var net = new TinyNetwork(3, 4);
        net.Convolution(net.Image, 3);
        var report = net.Model().Run([2, 2, 2], ConvolutionOf2);
        Assert.Equal((134, 130, 130), (report.LatencyCycles, report.CyclesPerFrame, report.PaceCycles));
        var (image, convolution) = (report.Stages[0], report.Stages[1]);
        Assert.Equal((128, 2, 0, 0), (convolution.Turns, convolution.Draining, convolution.Starved, convolution.Blocked));
        Assert.Equal((12, 1, 0, 130 - 13), (image.Turns, image.Draining, image.Starved, image.Blocked));
        Assert.Equal((convolution.Name, 128.0 / 130), (report.Bottleneck, convolution.Utilisation));
    }

    /// <summary>
    /// That convolution beside the image itself. It writes its first output in step 26 and has then read 8 pixels, the last of them, (1, 3), in
    /// step 24: the other branch must hold these 8. A FIFO longer by 2 also holds what waits for the convolution, and no more. The fork comes
    /// before the convolution's first read, the sum, 2 cycles, after its last write.
    /// </summary>
    [Fact]
    public void A_fork_and_join_of_unequal_branches()
    {
        var model = ForkJoin(out var bypass);
        int[] Depths(int n) => [.. model.Graph.Streams.Select(s => s.Id == bypass.Id ? n : 2)];

        var report = model.Run(Depths(8), ConvolutionOf2);
        Assert.Equal((136, 130), (report.LatencyCycles, report.CyclesPerFrame));
        Assert.Equal(8, report.Streams[bypass.Id].HighWater);
        Assert.Equal(10, model.Run(Depths(20), ConvolutionOf2).Streams[bypass.Id].HighWater);
    }

    /// <summary>One token less and it stops: the sum waits for the convolution, that for the fork, and that for room beside it.</summary>
    [Fact]
    public void A_FIFO_that_is_too_small_for_a_join_is_named()
    {
        var model = ForkJoin(out var bypass);
        var deadlock = model.Run([.. model.Graph.Streams.Select(s => s.Id == bypass.Id ? 7 : 2)], ConvolutionOf2).Deadlock;
        Assert.NotNull(deadlock);
        Assert.Equal(bypass.Id, Assert.Single(deadlock.Culprits));
        Assert.Equal(
            [
                "n0_v0_fork0 waits for room in s2, which n2_v2 reads",
                "n1_v1 waits for a token of s1, which n0_v0_fork0 writes",
                "n2_v2 waits for a token of s3, which n1_v1 writes",
            ],
            deadlock.Circle.Select(w => w.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(6, deadlock.All.Length);
    }

    /// <summary>
    /// 2x1 to 4x2, one turn per output pixel; the second pixel is read in turn 2. Output k leaves in cycle 3 + k; the mask's byte 4 cycles
    /// after output 7.
    /// </summary>
    [Fact]
    public void A_nearest_doubling()
    {
        var net = new TinyNetwork(1, 2);
        net.Upsample(net.Image, UpsampleMode.Nearest);
        var report = net.Model().Run([2, 2, 2], _registers);
        Assert.Equal((15, 9), (report.LatencyCycles, report.CyclesPerFrame));
    }

    /// <summary>
    /// 2x2 to 4x4: passes of 3 columns x 2 turns, 2 per row of 3: 36 turns. Output (3, 3) is made in row 2, pass 0, column 2, second
    /// turn: turn 28. The first pixel is read in cycle 2: it is written in cycle 2 + 28 + 1, and the mask's last byte 4 cycles later.
    /// </summary>
    [Fact]
    public void A_bilinear_doubling()
    {
        var net = new TinyNetwork(2, 2);
        net.Upsample(net.Image, UpsampleMode.Bilinear);
        var report = net.Model().Run([2, 2, 2], _registers);
        Assert.Equal((2 + 28 + 1 + 4 + 1, 37), (report.LatencyCycles, report.CyclesPerFrame));
    }

    /// <summary>
    /// The mean of 3 rows of 4: a loop per row that enters and one for the mean, 3 x 4 + 1 turns; after each the pipeline empties, 4 cycles. The
    /// rows begin in steps 0, 8 and 16, the mean in step 24, and it is written in step 28 of cycles that begin with the first pixel's, cycle 2.
    /// </summary>
    [Fact]
    public void A_mean_of_the_whole_map()
    {
        var net = new TinyNetwork(3, 4);
        net.Mean(net.Image);
        var report = net.Model().Run([2, 2, 2], _registers with { PipelineDepth = s => s is AveragePool2dStage ? 4 : 1 });
        Assert.Equal((2 + 28 + 4 + 1, 29), (report.LatencyCycles, report.CyclesPerFrame));
        Assert.Equal((13, 16), (report.Stages[1].Turns, report.Stages[1].Draining));
    }

    /// <summary>
    /// The image beside its affine image, whose pipeline of 5 moves only when a pixel enters: when the first leaves, 6 have entered, and the other
    /// branch holds these. Pixel p leaves the fork in cycle 3 + p and the affine stage in 4 + p + 5; the concatenation reads it a cycle later, in
    /// 10 + p, so that beside the affine stage there is room for another in 11 + p: 8 tokens for a pixel per cycle.
    /// </summary>
    [Fact]
    public void A_concatenation_of_two()
    {
        var net = new TinyNetwork(4, 4);
        net.Concat(net.Affine(net.Image), net.Image);
        var model = net.Model();
        var bypass = model.Graph.Stages.Single(s => s is ConcatStage).Inputs[1].Id;
        int[] Depths(int n) => [.. model.Graph.Streams.Select(s => s.Id == bypass ? n : 2)];
        var options = _registers with { PipelineDepth = s => s is AffineStage ? 5 : 1 };

        Assert.Equal(bypass, Assert.Single(model.Run(Depths(5), options).Deadlock!.Culprits));
        var report = model.Run(Depths(8), options);
        Assert.Equal((4 + 15 + 5 + 2 + 4 + 1, 16 + 5), (report.LatencyCycles, report.CyclesPerFrame));
    }

    private static CycleOptions ConvolutionOf2 => _registers with { PipelineDepth = s => s is Conv2dStage or DepthwiseStage ? 2 : 1 };

    private static CycleModel Chain(out TinyNetwork net)
    {
        net = new TinyNetwork(2, 4);
        net.Affine(net.Image);
        return net.Model();
    }

    private static CycleModel ForkJoin(out StageStream bypass)
    {
        var net = new TinyNetwork(3, 4);
        net.Multiply(net.Convolution(net.Image, 3), net.Image);
        var model = net.Model();
        bypass = model.Graph.Stages.Single(s => s is MulStage).Inputs[1];
        return model;
    }
}
