using FpgaSeg.Core.Tensors;
using FpgaSeg.Export.Tests.Ort;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Graph.Integer;
using Xunit.Abstractions;

namespace FpgaSeg.Export.Tests;

/// <summary>The trained network as a whole in ONNX Runtime. docs/interoperability.md has the figures that these tests print.</summary>
[Collection(SharedNetwork.Name)]
public sealed class NetworkTests(TrainedNetwork network, ITestOutputHelper log)
{
    private const double LargestChangedShare = 0.002;
    private const int LargestLsb = 40;
    private const double LargestMeanLsb = 1.0;
    private const int FloatBiases = 3; // convolutions whose bias int32 would round too coarsely
    private const double LargestFloatDifference = 1e-3;

    [SkippableTheory]
    [InlineData(OnnxFlavour.Qdq, OrtKernels.Integer, false, 0.3)]
    [InlineData(OnnxFlavour.Qdq, OrtKernels.Float, false, 0.3)]
    [InlineData(OnnxFlavour.Qcdq, OrtKernels.Integer, true, 0.3)]
    [InlineData(OnnxFlavour.Qonnx, OrtKernels.Float, true, 0.06)] // its biases are float: nothing is rounded to accumulator units
    public void Changes_few_mask_pixels(OnnxFlavour flavour, OrtKernels kernels, bool floatInput, double largestMeanLogit)
    {
        var (changed, pixels, meanLogit) = Compare(flavour, kernels, floatInput);
        Assert.InRange(changed, 0, pixels * LargestChangedShare);
        Assert.InRange(meanLogit, 0, largestMeanLogit);
    }

    /// <summary>What a default session does on this machine, for the record: without VNNI, sums of two products saturate at 16 bits.</summary>
    [SkippableFact]
    public void A_default_session_is_measured()
    {
        var (changed, pixels, _) = Compare(OnnxFlavour.Qdq, OrtKernels.Saturating, floatInput: false);
        Assert.InRange(changed, 0, pixels / 10);
    }

    [SkippableFact]
    public void Layers_drift_apart_slowly()
    {
        OrtBatch.Require();
        using var batch = new OrtBatch();
        var model = OnnxExporter.Export(network.Model, new ExportOptions(OnnxFlavour.Qdq, Trace: true)).Value;
        int[] traced = [.. Enumerable.Range(1, network.Nodes.Count - 3)];
        batch.Add("trace", model.Bytes, [(model.Tensors[0], OrtTensor.Of(network.Images[0]))], [.. traced.Select(i => model.Tensors[i])]);
        batch.Run();
        foreach (var (i, k) in traced.Select((i, k) => (i, k)))
        {
            var (node, expected) = (network.Nodes[i], network.Simulated[0][i].Data);
            var actual = OrtTensor.Integers(batch.Output(0, k), node.Shape, node.Format, node.Scale).Data;
            var differences = expected.Zip(actual, (a, b) => Math.Abs(a - b)).ToArray();
            var share = 100.0 * differences.Count(d => d > 0) / differences.Length;
            log.WriteLine($"{node.Name}: largest {differences.Max()}, mean {differences.Average():F4}, {share:F3} % differ");
            Assert.InRange(differences.Max(), 0, LargestLsb);
            Assert.InRange(differences.Average(), 0, LargestMeanLsb);
        }
    }

    [SkippableTheory]
    [InlineData(OnnxFlavour.Qdq)]
    [InlineData(OnnxFlavour.Qcdq)]
    public void Onnx_runtime_finds_its_integer_kernels(OnnxFlavour flavour)
    {
        OrtBatch.Require();
        using var batch = new OrtBatch();
        var model = OnnxExporter.Export(network.Model, new ExportOptions(flavour)).Value;
        batch.Add("net", model.Bytes, [(model.Tensors[0], OrtTensor.Of(network.Images[0]))], ["mask"]);
        batch.Run();
        var kinds = batch.Optimized(0).Graph.Node.GroupBy(n => n.OpType, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        log.WriteLine(string.Join(", ", kinds.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => $"{k.Value} {k.Key}")));
        var convolutions = network.Nodes.Count(n => n.Operator is IntegerConv2d) - 1;
        Assert.InRange(kinds["QLinearConv"], convolutions - FloatBiases, convolutions);
        Assert.Equal(network.Nodes.Count(n => n.Operator is IntegerAdd), kinds["QLinearAdd"]);
    }

    [SkippableFact]
    public void The_float_executor_agrees_with_onnx_runtime()
    {
        OrtBatch.Require();
        using var batch = new OrtBatch();
        var inputs = network.Images.Select(i => InputNormalization.UnitRange(i.Shape.Channels).Apply(i)).ToArray();
        foreach (var input in inputs)
            batch.Add("float", network.Content, [(network.Float.InputName, OrtTensor.Of(input))], [network.Float.OutputName], OrtKernels.Float);
        batch.Run();
        var executor = new FloatExecutor(network.Float.Graph, Environment.ProcessorCount);
        var worst = inputs.Select((input, k) => Largest(executor.RunLogit(input).Data, OrtTensor.Floats(batch.Output(k)))).Max();
        log.WriteLine($"float logits differ by at most {worst:E2}");
        Assert.InRange(worst, 0, LargestFloatDifference);
    }

    private (long Changed, long Pixels, double MeanLogit) Compare(OnnxFlavour flavour, OrtKernels kernels, bool floatInput)
    {
        OrtBatch.Require();
        using var batch = new OrtBatch();
        var model = OnnxExporter.Export(network.Model, new ExportOptions(flavour, floatInput)).Value;
        var bytes = flavour == OnnxFlavour.Qonnx ? QonnxRewriter.Rewrite(model.Bytes) : model.Bytes;
        var input = floatInput ? network.Nodes[0].Name : model.Tensors[0];
        foreach (var image in network.Images)
            batch.Add("net", bytes, [(input, floatInput ? OrtTensor.Of(Normalized(image)) : OrtTensor.Of(image))], ["logit", "mask"], kernels);
        batch.Run();
        long changed = 0, pixels = 0;
        double logit = 0, sum = 0, lsb = network.Nodes[^2].Scale;
        for (var k = 0; k < network.Images.Length; k++)
        {
            var expected = network.Simulated[k];
            changed += expected[^1].Data.Zip(batch.Output(k, 1)).Count(p => p.First != p.Second);
            pixels += expected[^1].Data.Length;
            var differences = expected[^2].Data.Zip(OrtTensor.Floats(batch.Output(k)), (q, real) => Math.Abs((q * lsb) - real)).ToArray();
            (logit, sum) = (Math.Max(logit, differences.Max()), sum + differences.Sum());
        }

        var mean = sum / pixels;
        log.WriteLine($"{flavour} {kernels}: {changed} of {pixels} mask pixels changed ({100.0 * changed / pixels:F4} %)");
        var usual = lsb * network.Simulated.SelectMany(v => v[^2].Data).Average(q => Math.Abs((double)q));
        log.WriteLine($"  logit by {mean:F5} on average and at most {logit:F3} = {logit / lsb:F0} of its steps; its mean magnitude is {usual:F2}");
        return (changed, pixels, mean);
    }

    private static FeatureMap<float> Normalized(FeatureMap<byte> image) => InputNormalization.UnitRange(image.Shape.Channels).Apply(image);

    private static double Largest(float[] a, float[] b) => a.Zip(b, (x, y) => Math.Abs((double)x - y)).Max();
}
