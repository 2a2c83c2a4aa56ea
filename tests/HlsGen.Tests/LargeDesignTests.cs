using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.HlsGen.Tests.Networks;

namespace FpgaSeg.HlsGen.Tests;

/// <summary>Designs too long to simulate.</summary>
public sealed class LargeDesignTests
{
    /// <summary>512 x 512 pixels x 128 x 128 x 9 products, one after the other, are 38 billion cycles; those of the pair 34 billion. A count of 32 bits would not compile.</summary>
    [SkippableFact]
    public void More_cycles_than_32_bits_count_compile()
    {
        Skip.IfNot(Tool.Exists("g++"), "g++ is not installed.");
        var net = new NetworkBuilder(new Random(1));
        var wide = net.Convolution(net.Input(new FeatureShape(1, 512, 512)), 128, WindowGeometry.Same(3), 1, NumberFormat.UInt8);
        var dense = net.Convolution(wide, 128, WindowGeometry.Same(3), 1, NumberFormat.UInt8);
        var expanded = net.Convolution(dense, 512, new WindowGeometry(1, 1), 1, NumberFormat.UInt8);
        net.Threshold(net.Head(net.Convolution(expanded, 128, new WindowGeometry(1, 1), 1, NumberFormat.UInt8)), 0);

        var design = Designs.Generate(net.Build(), 1, Designs.WithoutBlockRam);

        Assert.True(design.Manifest.Prediction.CyclesPerFrame > 8L * int.MaxValue);
        using var folder = new TemporaryFolder();
        Assert.True(BuildFolderWriter.Write(design, folder["build"]).IsOk);
        Tool.Compile(
            "g++",
            ["-std=c++14", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-isystem", "hls/compat/ap", "-isystem", "hls/compat/stream", "src/top.cpp"],
            folder["build"]);
    }
}
