using FpgaSeg.Cli.Tests.Harness;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Simulator.Fast;
using FpgaSeg.Simulator.Reference;
using FpgaSeg.VirtualBoard.Compiled;

namespace FpgaSeg.Cli.Tests.BitExactness;

/// <summary>The trained network on real images: every tensor of the generated C++ and of the fast simulator equals the reference simulator's.</summary>
[Collection(SharedPipeline.Name)]
public sealed class RealImageTests(Pipeline pipeline)
{
    private const int BatchSize = 4;
    private const string Sanitizers = "-fsanitize=address,undefined -fno-sanitize-recover=all";

    [SkippableFact]
    public void Gxx_on_every_fourth_image() => Check("g++", "-O2", [.. EveryImage().Where((_, index) => index % 4 == 0)]);

    [SkippableFact]
    public void Clang_with_sanitizers() => Check("clang++", $"-O1 {Sanitizers}", Repository.FirstImages(1));

    private static string[] EveryImage()
    {
        string[] images = [.. Repository.PngFiles(Repository.Images), .. Repository.PngFiles(Repository.Calibration)];
        Assert.True(images.Length >= 20, $"only {images.Length} images are shipped");
        return images;
    }

    private void Check(string compiler, string flags, string[] images)
    {
        Skip.IfNot(TracedProgram.Exists("make") && TracedProgram.Exists(compiler), $"make and {compiler} are needed.");
        using var program = new TracedProgram(pipeline, compiler, flags);
        var simulator = new ReferenceSimulator(pipeline.Graph, Environment.ProcessorCount);
        using var fast = FastSimulator.Create(pipeline.Graph, new FastOptions(Environment.ProcessorCount));
        var nodes = pipeline.Graph.Nodes.Length;
        foreach (var batch in images.Chunk(BatchSize))
        {
            FeatureMap<byte>[] pixels = [.. batch.Select(pipeline.Load)];
            var tensors = program.Trace(pixels);
            Assert.Equal(batch.Length * nodes, tensors.Count);
            for (var k = 0; k < batch.Length; k++)
            {
                var expected = simulator.RunAll(pixels[k]);
                Compare(Path.GetFileName(batch[k]), expected, [.. tensors.Skip(k * nodes).Take(nodes)]);
                Compare(Path.GetFileName(batch[k]), expected, fast, pixels[k]);
            }
        }
    }

    /// <summary>Every tensor of the fast simulator, and its mask with operators computed together.</summary>
    private void Compare(string image, FeatureMap<int>[] expected, FastSimulator fast, FeatureMap<byte> pixels)
    {
        var actual = fast.RunAll(pixels);
        for (var n = 0; n < expected.Length; n++)
            Assert.True(expected[n].Data.AsSpan().SequenceEqual(actual[n].Data), $"{image}, node {n} '{pipeline.Graph.Nodes[n].Name}' of the fast simulator differs.");
        Assert.True(expected[^1].Data.AsSpan().SequenceEqual(fast.Run(pixels).Data), $"{image}, the fast simulator's mask differs.");
    }

    private void Compare(string image, FeatureMap<int>[] expected, TracedTensor[] actual)
    {
        for (var n = 0; n < expected.Length; n++)
        {
            Assert.Equal(n, actual[n].Node);
            Assert.Equal(expected[n].Shape, actual[n].Values.Shape);
            var equal = expected[n].Data.AsSpan().CommonPrefixLength(actual[n].Values.Data);
            Assert.True(
                equal == expected[n].Data.Length,
                $"{image}, node {n} '{pipeline.Graph.Nodes[n].Name}' differs from element {equal} of {expected[n].Data.Length} on.");
        }
    }
}
