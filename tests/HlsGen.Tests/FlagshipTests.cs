using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.HlsGen.Tests.Networks;
using FpgaSeg.Simulator.Reference;

namespace FpgaSeg.HlsGen.Tests;

/// <summary>A network of CMUNeXt-XXS's shape through the generated Makefile and the host program's contract.</summary>
public class FlagshipTests
{
    /// <summary>
    /// FPGASEG_FLAGSHIP=256 FPGASEG_FLAGSHIP_OUT=folder keeps the full-size design for timing; by default 32x32.
    /// </summary>
    [SkippableFact]
    public void Csim_serves_the_masks_of_the_simulator()
    {
        Skip.IfNot(Tool.Exists("make") && Tool.Exists("g++"), "make and g++ are not installed.");
        var graph = CmunextXxs.Of(32, seed: 5);
        using var folder = new TemporaryFolder();
        Assert.True(BuildFolderWriter.Write(Designs.Generate(graph), folder["build"]).IsOk);
        Tool.Compile("make", ["csim", "CXXFLAGS=-std=c++14 -O1 -Wall -Wextra -Werror"], folder["build"]);

        var images = RandomNetwork.Images(graph.Input.Shape, seed: 9).ToList();
        var (status, masks, errors) = Tool.Run(
            folder["build/bin/csim"], ["serve"], folder.Path, [.. images.SelectMany(Designs.Interleaved)]);

        Assert.True(status == 0, errors);
        var simulator = new ReferenceSimulator(graph);
        Assert.Equal(images.SelectMany(i => Designs.Packed(simulator.Run(i))), masks);
    }
}
