using FpgaSeg.Core.Tensors;
using FpgaSeg.Export.Tests.Ort;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Package;
using FpgaSeg.Import;
using FpgaSeg.Import.Onnx;
using FpgaSeg.Quantizer;
using FpgaSeg.Simulator.Reference;
using Xunit.Abstractions;

namespace FpgaSeg.Export.Tests;

/// <summary>
/// The small networks that PyTorch exported for the importer's tests (every order of batch norm and activation, tables, strides, resizes),
/// normalised, at 8 bits and at 4-bit weights with 6-bit activations, whole.
/// </summary>
public sealed class SmallNetworkTests(ITestOutputHelper log)
{
    /// <summary>Logit against the simulator's; the worst measures 35 dB, two thirds 140 and more
    /// (every integer equal); a wrong scale or bias gives less than 10.</summary>
    private const double WorstDb = 25;

    private const double LargestChangedShare = 0.005;

    private const int Images = 2;

    private static readonly string[] Names =
    [
        "bilinear", "bilinear_sizes", "cmunext_act_bn", "cmunext_bn_act", "conv_bn_relu", "conv_bn_relu_folded", "conv_relu_bn", "depthwise",
        "grouped", "hardswish13", "hardswish14", "nearest", "pools", "sigmoid_last", "strides", "upsample9",
    ];

    [SkippableTheory]
    [InlineData(OnnxFlavour.Qcdq, OrtKernels.Integer, 8, 8, false)]
    [InlineData(OnnxFlavour.Qcdq, OrtKernels.Integer, 4, 6, true)]
    [InlineData(OnnxFlavour.Qonnx, OrtKernels.Float, 4, 6, true)]
    public void Comes_close_to_the_simulator(OnnxFlavour flavour, OrtKernels kernels, int weightBits, int activationBits, bool floatInput)
    {
        OrtBatch.Require();
        using var batch = new OrtBatch();
        var networks = Names.Select(n => (n, Model: Quantize(Path.Combine(AppContext.BaseDirectory, "Networks", n + ".onnx"), weightBits, activationBits))).ToArray();
        foreach (var (name, model) in networks)
        {
            var exported = OnnxExporter.Export(model, new ExportOptions(flavour, floatInput)).Value;
            var bytes = flavour == OnnxFlavour.Qonnx ? QonnxRewriter.Rewrite(exported.Bytes) : exported.Bytes;
            foreach (var image in RandomImages(model.Package.Graph.Input.Shape))
            {
                var input = floatInput ? OrtTensor.Of(model.Package.Normalization.Apply(image)) : OrtTensor.Of(image);
                batch.Add(name, bytes, [(model.Package.Graph.Input.Name, input)], ["logit", "mask"], kernels);
            }
        }

        batch.Run();
        foreach (var ((name, model), i) in networks.Select((n, i) => (n, i)))
            Check(name, model, [.. Enumerable.Range(i * Images, Images).Select(k => (OrtTensor.Floats(batch.Output(k)), batch.Output(k, 1)))]);
    }

    private void Check(string name, LoadedModel model, (float[] Logit, byte[] Mask)[] results)
    {
        var graph = model.Package.Graph;
        var simulator = new ReferenceSimulator(graph, threads: 2);
        double signal = 0, noise = 0;
        var changed = 0;
        foreach (var (image, (logit, mask)) in RandomImages(graph.Input.Shape).Zip(results))
        {
            var values = simulator.RunAll(image);
            var expected = values[graph.Output.Inputs[0]].Data;
            var scale = graph.Nodes[graph.Output.Inputs[0]].Scale;
            signal += expected.Sum(q => Math.Pow(q * scale, 2));
            noise += expected.Zip(logit, (q, real) => Math.Pow((q * scale) - real, 2)).Sum();
            changed += values[^1].Data.Zip(mask).Count(p => p.First != p.Second);
            Assert.Equal(mask, logit.Select(v => v > 0 ? (byte)1 : (byte)0)); // the logit is in exact steps: 0 is 0
        }

        var db = 10 * Math.Log10(signal / Math.Max(noise, 1e-30));
        log.WriteLine($"{name}: {db:F1} dB, {changed} of {Images * graph.Output.Shape.Pixels} mask pixels changed");
        Assert.True(db > WorstDb && changed <= LargestChangedShare * Images * graph.Output.Shape.Pixels, $"{name}: {db:F1} dB, {changed} pixels");
    }

    private static LoadedModel Quantize(string file, int weightBits, int activationBits)
    {
        var imported = OnnxImporter.Import(file, new ImportOptions()).Value;
        var source = new QuantizationSource(
            imported.Graph, Path.GetFileName(file), imported.SourceSha256, new InputNormalization([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]));
        var quantizer = new ModelQuantizer(TrainedNetwork.Plain(weightBits, activationBits), threads: 2);
        var graph = quantizer.Quantize(source, RandomImages(imported.Graph.Input.Shape)).Value.Graph;
        return new(new ModelPackage("test", source.Name, source.Sha256, source.Normalization, graph), new string('0', 64));
    }

    /// <summary>Noise: every grey value next to every other.</summary>
    private static FeatureMap<byte>[] RandomImages(FeatureShape shape) => [.. Enumerable.Range(0, Images).Select(k =>
    {
        var image = new FeatureMap<byte>(shape);
        new Random(k).NextBytes(image.Data);
        return image;
    })];
}
