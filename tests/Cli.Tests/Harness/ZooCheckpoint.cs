using System.IO.Compression;
using System.Text;
using FpgaSeg.OnnxFormat;

namespace FpgaSeg.Cli.Tests.Harness;

/// <summary>Checkpoints of the zoo's networks with seeded random weights, made from models/architectures.</summary>
internal static class ZooCheckpoint
{
    /// <summary>Writes a safetensors file: convolutions drawn uniformly with the variance of He's initialisation, batch norms near the identity.</summary>
    public static string Write(string network, string path)
    {
        var random = new Random(1);
        var tensors = Parameters(network).Select(t => (t.Name, t.Dims, Values: Draw(t, random))).ToArray();
        var (header, offset) = (new StringBuilder("{"), 0L);
        foreach (var (name, dims, values) in tensors)
        {
            header.Append(offset == 0 ? "" : ",").Append(
                $$"""  "{{name}}": {"dtype": "F32", "shape": [{{string.Join(',', dims)}}], "data_offsets": [{{offset}}, {{offset + (4 * values.Length)}}] }  """);
            offset += 4 * values.Length;
        }

        var text = Encoding.UTF8.GetBytes(header.Append('}').ToString());
        using var file = new BinaryWriter(File.Create(path));
        file.Write((long)text.Length);
        file.Write(text);
        foreach (var value in tensors.SelectMany(t => t.Values))
            file.Write(value);
        return path;
    }

    private static IEnumerable<TensorProto> Parameters(string network)
    {
        using var packed = new GZipStream(File.OpenRead(Repository.At($"models/architectures/{network}.onnx.gz")), CompressionMode.Decompress);
        var graph = ModelProto.Parser.ParseFrom(packed).Graph;
        return graph.Initializer.Where(t => t.RawData.IsEmpty && t.FloatData.Count == 0 && t.Int64Data.Count == 0);
    }

    private static float[] Draw(TensorProto tensor, Random random)
    {
        var fanIn = tensor.Dims.Skip(1).Aggregate(1L, (a, b) => a * b);
        var (centre, spread) = tensor.Dims.Count > 1 ? (0, Math.Sqrt(6.0 / fanIn))
            : tensor.Name.EndsWith(".weight", StringComparison.Ordinal) || tensor.Name.EndsWith("running_var", StringComparison.Ordinal) ? (1, 0.2) : (0, 0.1);
        var count = tensor.Dims.Aggregate(1L, (a, b) => a * b);
        return [.. Enumerable.Range(0, (int)count).Select(_ => (float)(centre + (spread * ((2 * random.NextDouble()) - 1))))];
    }
}
