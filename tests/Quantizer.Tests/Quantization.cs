using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Graph.Package;

namespace FpgaSeg.Quantizer.Tests;

/// <summary>Quantizes graphs on made-up images.</summary>
internal static class Quantization
{
    public static Result<QuantizationOutcome> Quantize(
        DataflowGraph<FloatNode> graph, IReadOnlyList<FeatureMap<byte>> images, InputNormalization? normalization = null, int threads = 1, int bits = 8) =>
        Quantize(graph, images, new QuantizationOptions(bits, bits), normalization, threads);

    public static Result<QuantizationOutcome> Quantize(
        DataflowGraph<FloatNode> graph, IReadOnlyList<FeatureMap<byte>> images, QuantizationOptions options, InputNormalization? normalization = null, int threads = 1)
    {
        var source = new QuantizationSource(graph, "net.onnx", new string('0', 64), normalization ?? InputNormalization.UnitRange(graph.Input.Shape.Channels));
        return new ModelQuantizer(options, threads).Quantize(source, images);
    }

    /// <summary>The bytes of the package.</summary>
    public static byte[] Bytes(DataflowGraph<FloatNode> graph, QuantizationOptions options, int threads = 1)
    {
        var outcome = Quantize(graph, Images(graph.Input.Shape), options, threads: threads).Value;
        return ModelPackageFile.Write(new ModelPackage("test", "net.onnx", new string('0', 64), InputNormalization.UnitRange(3), outcome.Graph));
    }

    /// <summary>Smooth waves with noise: flat regions and edges, all grey values, different in every channel.</summary>
    public static FeatureMap<byte>[] Images(FeatureShape shape, int count = 3) => [.. Enumerable.Range(0, count).Select(k => Image(shape, new Random(k)))];

    private static FeatureMap<byte> Image(FeatureShape shape, Random random)
    {
        var image = new FeatureMap<byte>(shape);
        for (var c = 0; c < shape.Channels; c++)
        {
            double fy = random.NextDouble(), fx = random.NextDouble(), phase = 6 * random.NextDouble();
            for (var y = 0; y < shape.Height; y++)
                for (var x = 0; x < shape.Width; x++)
                    image[c, y, x] = (byte)Math.Clamp(128 + (110 * Math.Sin((fy * y) + (fx * x) + phase)) + (20 * random.Normal()), 0, 255);
        }

        return image;
    }
}
