using FpgaSeg.Planning.Fit;

namespace FpgaSeg.Planning.Tests.Fit;

/// <summary>A plan held against a board, by hand: one 1x1 convolution of one channel on 4x4 pixels.</summary>
public sealed class PlanFitTests
{
    private static readonly PlanFit Point = DesignPlanner.Fit(Networks.Stages(Networks.Point()), Networks.Board("basys3"), new PlanOptions());

    /// <summary>A pixel enters, 16 products, one requantisation: 18 cycles; one product of 8 x 8 bits, for which 64 of the tables are less than one of the DSP blocks.</summary>
    [Fact]
    public void Cycles_and_multipliers_are_those_of_the_convolution()
    {
        Assert.Equal((18, 0, 64), (Point.Plan.CyclesPerFrame, Point.Plan.Dsp, Point.Plan.MultiplierLuts));
        Assert.Equal(["n1_conv"], Point.Bottleneck.Select(s => s.Name));
        Assert.Equal(100e6 / 18, Point.FramesPerSecond, 6);
        Assert.Equal(0, Point.MacPerDspCycle);
        Assert.Equal(1e3 * Point.Plan.LatencyCycles / 100e6, Point.LatencyMs, 9);
    }

    /// <summary>
    /// Tables of memories: a weight of 8 bits 8; an offset of 2 bits 2; 4 newest pixels of 8 bits in RAM32M, six bits each, 2 x 4; queues of depth 2 in
    /// shift registers of two bits, for 8, 17 and 1 bits: 4 + 9 + 1.
    /// </summary>
    [Fact]
    public void Memories_are_added_up()
    {
        Assert.Equal(8 + 2 + 8 + 4 + 9 + 1, Point.Stages.Sum(s => s.MemoryLuts) + Point.Streams.Sum(s => s.MemoryLuts));
        Assert.Equal(0, Point[Resource.BlockRam].Used);
        Assert.Equal(Point.Plan.MemoryLuts + Point.Stages.Sum(s => s.Logic.Luts) + Point.Streams.Sum(s => s.Logic.Luts), Point[Resource.Lut].Used);
    }

    /// <summary>basys3: 50 blocks less 16 KiB in blocks of 4 KiB and one; 80 % of 20,800 - 600 tables; the link's flip-flops.</summary>
    [Fact]
    public void The_link_and_head_room_are_set_aside()
    {
        Assert.Equal([90, 44, 15760, 40550], Point.Resources.Select(r => r.Available));
        Assert.True(Point.Fits);
        Assert.All(Point.Resources, r => Assert.True(r.Low <= r.Used && r.Used <= r.High, r.ToString()));
    }

    [Fact]
    public void A_limit_of_the_user_is_what_the_network_may_have()
    {
        var fit = DesignPlanner.Fit(Networks.Stages(Networks.U(16)), Networks.Board("basys3"), new PlanOptions(MaxDsp: 0));
        Assert.Equal((0.0, 0, true), (fit[Resource.Dsp].Available, fit.Plan.Dsp, fit.Fits));
        var scarce = Scarce(tables: 1000);
        var none = DesignPlanner.Fit(Networks.Stages(Networks.U(16)), scarce, new PlanOptions(MaxDsp: 0));
        Assert.False(none[Resource.Lut].Fits);
    }

    [Fact]
    public void More_blocks_than_the_device_has_are_all_that_it_has()
    {
        var board = Networks.Board("basys3") with { Resources = Networks.Board("basys3").Resources with { Dsp = 12 } };
        PlanFit At(int? most) => DesignPlanner.Fit(Networks.Stages(Networks.U(16, channels: 8)), board, new PlanOptions(MaxDsp: most));
        Assert.Equal((At(null).Plan.Dsp, At(null).Plan.CyclesPerFrame), (At(1000).Plan.Dsp, At(1000).Plan.CyclesPerFrame));
        Assert.True(At(1000).Fits);
    }

    [Fact]
    public void A_frame_rate_takes_less_of_the_device()
    {
        var (stages, board) = (Networks.Stages(Networks.U(16, channels: 8)), Networks.Board("basys3"));
        var fastest = DesignPlanner.Fit(stages, board, new PlanOptions());
        var wanted = fastest.FramesPerSecond / 3;
        var fit = DesignPlanner.Fit(stages, board, new PlanOptions(Fps: wanted));

        Assert.True(fit.IsAnswered);
        static double Share(PlanFit fit) => fit.Plan.Stages.Sum(s => (s.Folding.Dsp / 90.0) + (fit.Stages[fit.Plan.Stages.IndexOf(s)].Logic.Luts / 20800.0));
        Assert.True(Share(fit) < Share(fastest), $"{Share(fit)} is not less than {Share(fastest)}");
    }

    /// <summary>With memory beside the chip and little block RAM: whatever rate a plan without a wish makes, asking for it is answered.</summary>
    [Fact]
    public void The_fastest_rate_is_made_when_it_is_asked_for()
    {
        var stages = Networks.Stages(Networks.Deep(256));
        var pynq = Networks.Board("pynq-z2");
        foreach (var tables in (int[])[6000, 7000, 8000, 12000])
        {
            var board = pynq with { Resources = pynq.Resources with { Lut = tables, BlockRam = 24, Dsp = 12 } };
            var fastest = DesignPlanner.Fit(stages, board, new PlanOptions());
            var wanted = DesignPlanner.Fit(stages, board, new PlanOptions(Fps: fastest.FramesPerSecond));
            Assert.Equal((fastest.Fits, true), (wanted.Fits, wanted.IsFastEnough));
        }
    }

    /// <summary>What a run finds queues take beside the guess of them is found in time: a pipeline that fits a device fits every larger one.</summary>
    [Fact]
    public void A_pipeline_that_fits_fits_a_larger_device()
    {
        var stages = Networks.Stages(Networks.Deep(256));
        var basys = Networks.Board("basys3");
        var fitted = false;
        for (var tables = 3900; tables < 4300; tables += 8)
        {
            var fit = DesignPlanner.Fit(stages, basys with { Resources = basys.Resources with { Lut = tables } }, new PlanOptions(Architecture: Architecture.Pipeline));
            Assert.False(fitted && !fit.Fits, $"{tables} tables");
            fitted |= fit.Fits;
        }

        Assert.True(fitted);
    }

    private static Boards.BoardDescription Scarce(int tables)
    {
        var board = Networks.Board("basys3");
        return board with { Resources = board.Resources with { Lut = tables } };
    }

    [Fact]
    public void A_frame_rate_out_of_reach_gives_the_fastest_plan()
    {
        var (stages, board) = (Networks.Stages(Networks.U(16)), Networks.Board("basys3"));
        var fit = DesignPlanner.Fit(stages, board, new PlanOptions(Fps: 1e9));
        Assert.Equal(DesignPlanner.Plan(stages, board, new PlanOptions()).CyclesPerFrame, fit.Plan.CyclesPerFrame);
        Assert.Equal((true, false, false), (fit.Fits, fit.IsFastEnough, fit.IsAnswered));
    }

    [Fact]
    public void The_clock_is_the_users()
    {
        var fit = DesignPlanner.Fit(Networks.Stages(Networks.Point()), Networks.Board("basys3"), new PlanOptions(ClockHz: 18_000_000));
        Assert.Equal(1e6, fit.FramesPerSecond, 6);
    }

    /// <summary>Every stage of the bottleneck gets its next faster folding; the frame then takes as long as the slowest of all.</summary>
    [Fact]
    public void Relief_is_the_next_faster_folding()
    {
        var fit = DesignPlanner.Fit(Networks.Stages(Networks.U(16, channels: 8)), Scarce(tables: 3000), new PlanOptions(MaxDsp: 12));
        var relief = Relief.Of(fit);
        Assert.NotNull(relief);
        Assert.All(relief.Foldings, f => Assert.True(f.Next.Cycles < f.Stage.Folding.Cycles));
        Assert.True(relief.CyclesPerFrame < fit.Plan.CyclesPerFrame);
        Assert.Equal(relief.Foldings.Sum(f => f.Next.Dsp - f.Stage.Dsp), relief.Extra[Resource.Dsp]);
        Assert.Equal(relief.Extra[Resource.Dsp] + fit.Plan.Dsp > 12, relief.Missing.Contains(Resource.Dsp));
        Assert.Null(Relief.Of(Point));
    }
}
