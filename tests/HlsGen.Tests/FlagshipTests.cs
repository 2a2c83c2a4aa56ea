using System.Text;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.HlsGen.Tests.Networks;
using FpgaSeg.Simulator.Reference;

namespace FpgaSeg.HlsGen.Tests;

/// <summary>A network of CMUNeXt-XXS's shape through the generated Makefile: the contract of the host program.</summary>
public sealed class FlagshipTests : IDisposable
{
    // The full warnings depend on the optimiser; the traced program only has to be right.
    private const string Optimised = "CXXFLAGS=-std=c++17 -O2 -Wall -Wextra -Werror";
    private const string Quick = "CXXFLAGS=-std=c++14 -O0 -Wall -Wextra -Werror";

    private readonly DataflowGraph<IntegerNode> _graph = CmunextXxs.Of(32, seed: 5);
    private readonly TemporaryFolder _folder = new();

    public FlagshipTests()
    {
        Skip.IfNot(Tool.Exists("make") && Tool.Exists("g++"), "make and g++ are not installed.");
        Assert.True(BuildFolderWriter.Write(Designs.Generate(_graph), _folder["build"]).IsOk);
    }

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Csim_serves_masks_and_refuses_a_broken_image()
    {
        Tool.Compile("make", ["csim", Optimised], _folder["build"]);
        var images = RandomNetwork.Images(_graph.Input.Shape, seed: 9).ToList();
        byte[] input = [.. images.SelectMany(Designs.Interleaved)];

        var (status, masks, errors) = Tool.Run(_folder["build/bin/csim"], ["serve"], _folder.Path, input);
        Assert.True(status == 0, errors);
        var simulator = new ReferenceSimulator(_graph);
        Assert.Equal(images.SelectMany(i => Designs.Packed(simulator.Run(i))), masks);

        var broken = Tool.Run(_folder["build/bin/csim"], ["serve"], _folder.Path, input[..^1]);
        Assert.Equal(1, broken.Status);
        Assert.Contains("3071 of 3072 bytes", broken.Errors, StringComparison.Ordinal);
        Assert.Equal(3 * 128, broken.Output.Length);
        Assert.Equal(2, Tool.Run(_folder["build/bin/csim"], [], _folder.Path).Status);
        Assert.Equal(1, Tool.Run(_folder["build/bin/csim"], ["serve", "--trace", "t"], _folder.Path, input).Status);
    }

    [SkippableFact]
    public void Traced_csim_records_every_tensor_the_fused_middles_included()
    {
        Tool.Compile("make", ["csim-traced", Quick], _folder["build"]);
        var image = RandomNetwork.Images(_graph.Input.Shape, seed: 11).First();
        var (status, _, errors) = Tool.Run(
            _folder["build/bin/csim-traced"], ["serve", "--trace", _folder["trace"]], _folder.Path, Designs.Interleaved(image));
        Assert.True(status == 0, errors);

        var tensors = TraceFile.Read(_folder["trace"]);
        FeatureMap<int>[] expected = new ReferenceSimulator(_graph).RunAll(image);
        Assert.Equal(Enumerable.Range(0, expected.Length), tensors.Select(t => t.Node));
        for (var n = 0; n < expected.Length; n++)
            Assert.True(expected[n].Data.AsSpan().SequenceEqual(tensors[n].Map.Data), $"node {n} {_graph.Nodes[n].Name}");
    }

    /// <summary>The published work of CMUNeXt-XXS is 0.3821 GMAC at 256x256 (NETWORKS.md); the head's 8 per pixel are in it.</summary>
    [Fact]
    public void The_plan_counts_the_published_work()
    {
        var design = Designs.Generate(CmunextXxs.Of(256, seed: 1));
        Assert.Equal(0.3821, design.Manifest.Prediction.Macs / 1e9, 4);
        Assert.True(design.Manifest.Prediction.CyclesPerFrame >= design.Manifest.Prediction.BoundCycles);
        Assert.True(design.Manifest.Prediction.LatencyCycles >= design.Manifest.Prediction.CyclesPerFrame);
    }

    [Fact]
    public void Manifest_reads_back_and_its_hashes_hold()
    {
        var design = Designs.Generate(_graph);
        var text = Encoding.UTF8.GetString(design.Files[GeneratedDesign.ManifestName].AsSpan());
        var manifest = FpgaSeg.Protocol.Design.DesignManifestJson.Read(text);
        Assert.Equal(FpgaSeg.Protocol.Design.DesignManifestJson.IdOf(manifest), manifest.DesignId);

        // Both hold the id that is made of the others.
        string[] named = [GeneratedDesign.ManifestName, Output.BoardFiles.Parameters];
        Assert.Equal(design.Files.Keys.Except(named).Order(StringComparer.Ordinal), manifest.Files.Keys.Order(StringComparer.Ordinal));
        foreach (var (path, hash) in manifest.Files)
            Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(design.Files[path].AsSpan())), hash);
    }
}
