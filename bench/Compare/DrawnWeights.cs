using System.IO.Compression;
using FpgaSeg.OnnxFormat;
using Google.Protobuf;

namespace FpgaSeg.Compare;

/// <summary>Networks of models/architectures have no weights; times do not depend on them. Fills them from a seed.</summary>
internal static class DrawnWeights
{
    /// <summary>Reads NAME.onnx.gz and writes a model that runs: convolutions with the variance of He's initialisation, batch norms near the identity, a batch of one.</summary>
    public static void Fill(string packed, string path)
    {
        using var file = new GZipStream(File.OpenRead(packed), CompressionMode.Decompress);
        var model = ModelProto.Parser.ParseFrom(file);
        var random = new Random(1);
        foreach (var tensor in model.Graph.Initializer.Where(t => t.RawData.IsEmpty && t.FloatData.Count == 0 && t.Int64Data.Count == 0))
        {
            var fanIn = tensor.Dims.Skip(1).Aggregate(1L, (a, b) => a * b);
            var isScale = tensor.Name.EndsWith(".weight", StringComparison.Ordinal) || tensor.Name.EndsWith("running_var", StringComparison.Ordinal);
            var (centre, spread) = tensor.Dims.Count > 1 ? (0, Math.Sqrt(6.0 / fanIn)) : isScale ? (1, 0.2) : (0, 0.1);
            var count = (int)tensor.Dims.Aggregate(1L, (a, b) => a * b);
            tensor.FloatData.AddRange(Enumerable.Range(0, count).Select(_ => (float)(centre + (spread * ((2 * random.NextDouble()) - 1)))));
        }

        foreach (var value in model.Graph.Input.Concat(model.Graph.Output))
            value.Type.TensorType.Shape.Dim[0].DimValue = 1;
        File.WriteAllBytes(path, model.ToByteArray());
    }
}
