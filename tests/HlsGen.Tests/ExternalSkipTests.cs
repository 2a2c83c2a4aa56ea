using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.HlsGen.Tests.Networks;
using FpgaSeg.Planning;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Tests;

/// <summary>Skips that wait in memory beside the chip.</summary>
public sealed class ExternalSkipTests
{
    /// <summary>Every tensor of three images in a row, so that both frames of each region are used and used again.</summary>
    [SkippableFact]
    public void Bit_exact_with_skips_outside()
    {
        Skip.IfNot(Tool.Exists("clang++"), "clang++ is not installed.");
        var graph = CmunextXxs.Of(64, 5);
        var images = RandomNetwork.Images(graph.Input.Shape, 600).Take(3).ToArray();
        Assert.Equal(3, images.Length);
        using var batch = new Batch([graph], maxDsp: 60, Designs.WithoutBlockRam);
        batch.Compile("clang++", BitExactTests.Ours, "-DFS_EXACT_WIDTHS", "-fsanitize=address,undefined", "-fno-sanitize-recover");
        batch.CompareAll(0, images);
        Assert.True(batch.Generated[0].Plan.Skips.Count(s => s.Policy == SkipPolicy.External) >= 2);
    }

    /// <summary>Regions are apart and aligned; each holds all frames that may be under way.</summary>
    [Fact]
    public void Regions_do_not_overlap()
    {
        var plan = Designs.Generate(CmunextXxs.Of(64, 5), 60, Designs.WithoutBlockRam).Plan;
        var regions = plan.Skips.Where(s => s.Policy == SkipPolicy.External).Select(s => s.Region!).OrderBy(r => r.FirstWord).ToArray();
        Assert.True(regions.Length >= 2);
        long free = 0;
        foreach (var region in regions)
        {
            Assert.Equal(0, region.FirstWord % 512);
            Assert.True(region.FirstWord >= free);
            free = region.FirstWord + (ExternalRegion.Frames * region.BytesPerFrame / 8);
        }

        Assert.Equal(regions.Length, plan.Stages.Count(s => s.Stage is SkipStoreStage));
    }

    /// <summary>A design that fits keeps its skips on the chip, and so does a board without memory beside it.</summary>
    [Fact]
    public void Only_where_block_ram_runs_out()
    {
        Assert.DoesNotContain(Designs.Generate(CmunextXxs.Of(64, 5)).Plan.Skips, s => s.Policy == SkipPolicy.External);
        var bare = Designs.WithoutBlockRam with { ExternalMemory = null };
        Assert.DoesNotContain(Designs.Generate(CmunextXxs.Of(64, 5), board: bare).Plan.Skips, s => s.Policy == SkipPolicy.External);
    }
}
