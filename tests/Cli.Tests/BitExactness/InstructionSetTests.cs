using FpgaSeg.Cli.Tests.Harness;
using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Graph.Package;
using FpgaSeg.Simulator.Fast;
using FpgaSeg.Simulator.Reference;

namespace FpgaSeg.Cli.Tests.BitExactness;

/// <summary>Every tensor of both networks on sample images, by every instruction set's loops, against the plain ones.</summary>
[Collection(SharedPipeline.Name)]
public sealed class InstructionSetTests(Pipeline pipeline)
{
    private const int EveryNth = 6;

    [Fact]
    public void Cmunext_xxs() => Check(pipeline.Graph);

    [Fact]
    public void Mini_net()
    {
        using var folder = new TemporaryFolder();
        var model = folder["mini.fsq"];
        Fpgaseg.Succeed("quantize", Repository.At("models/mini_net_dsb2018.onnx"), "--calibration", Repository.Calibration, "--max-images", "2", "-o", model);
        Check(ModelPackageFile.Load(model).Value.Package.Graph);
    }

    private static void Check(DataflowGraph<IntegerNode> graph)
    {
        var reference = new ReferenceSimulator(graph, Environment.ProcessorCount);
        FeatureMap<byte>[] images = [.. Repository.PngFiles(Repository.Images).Where((_, k) => k % EveryNth == 0).Select(i => PixelTensor.Load(i, graph.Input.Shape).Value)];
        Assert.True(images.Length >= 2, $"only {images.Length} images");
        foreach (var image in images)
        {
            var expected = reference.RunAll(image);
            foreach (var instructions in Enum.GetValues<InstructionSet>())
            {
                using var fast = FastSimulator.Create(graph, new FastOptions(Environment.ProcessorCount, instructions));
                var actual = fast.RunAll(image);
                for (var n = 0; n < expected.Length; n++)
                    Assert.True(expected[n].Data.AsSpan().SequenceEqual(actual[n].Data), $"node {n} '{graph.Nodes[n].Name}' by {instructions}");
                Assert.True(expected[^1].Data.AsSpan().SequenceEqual(fast.Run(image).Data), $"the mask by {instructions}");
            }
        }
    }
}
