using System.Runtime.InteropServices;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import;
using FpgaSeg.Import.Onnx;
using FpgaSeg.Import.Onnx.Format;
using Google.Protobuf;

namespace FpgaSeg.Fuzz.Tests;

/// <summary>An ONNX tensor that points to random places never brings in a file from outside the model's folder.</summary>
public sealed class ExternalDataFuzzTests : IDisposable
{
    private const int Rounds = 400;
    private const float Secret = 42;

    private static readonly string[] Parts = ["..", ".", "", "model", "secret.bin", "weights.bin", "sub", "link", "~", "C:", @"..\", "%2e%2e", "...", "\0", "tmp"];

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("fpgaseg-fuzz-");

    /// <summary>Cases of this class.</summary>
    public static int Cases => Rounds;

    public void Dispose() => _root.Delete(recursive: true);

    [Fact(Timeout = FuzzCase.HangMilliseconds)]
    public Task Nothing_outside_the_folder_is_read() => Task.Run(() =>
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root.FullName, "model", "sub")).Parent!.FullName;
        WriteFloats(Path.Combine(_root.FullName, "secret.bin"), Secret);
        WriteFloats(Path.Combine(folder, "weights.bin"), 1);
        WriteFloats(Path.Combine(folder, "sub", "weights.bin"), 1);
        Directory.CreateSymbolicLink(Path.Combine(folder, "link"), _root.FullName);
        var read = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(round);
            var location = string.Join('/', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Parts[random.Next(Parts.Length)]));
            location = random.Next(20) switch { 0 => Path.Combine(_root.FullName, "secret.bin"), 1 => "sub/weights.bin", _ => location };
            var path = Path.Combine(folder, "model.onnx");
            File.WriteAllBytes(path, Model(location));
            var result = OnnxImporter.Import(path, new ImportOptions());
            Assert.All(result.Errors, e => Assert.StartsWith("FS144", e.Code, StringComparison.Ordinal));
            if (!result.IsOk)
                continue;
            read++;
            Assert.DoesNotContain(Secret, result.Value.Graph.Nodes.Select(n => n.Operator).OfType<FloatConv2d>().SelectMany(c => c.Kernel.Data));
        }

        Assert.NotEqual(0, read);
    });

    private static void WriteFloats(string path, float value) =>
        File.WriteAllBytes(path, MemoryMarshal.AsBytes<float>(Enumerable.Repeat(value, 9).ToArray()).ToArray());

    private static byte[] Model(string location)
    {
        var model = ModelProto.Parser.ParseFrom(Corpus.Read("pools.onnx"));
        var conv = model.Graph.Node.First(n => n.OpType == "Conv");
        var weights = model.Graph.Initializer.First(t => t.Name == conv.Input[1]);
        weights.RawData = ByteString.Empty;
        weights.Dims.Clear();
        weights.Dims.AddRange([1, 1, 3, 3]);
        weights.DataLocation = 1;
        weights.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
        return new ModelProto(model) { Graph = Network(weights) }.ToByteArray();
    }

    private static GraphProto Network(TensorProto weights)
    {
        var shape = new TensorShapeProto { Dim = { new[] { 1, 1, 4, 6 }.Select(d => new TensorShapeProto.Types.Dimension { DimValue = d }) } };
        return new GraphProto
        {
            Input = { new ValueInfoProto { Name = "image", Type = new TypeProto { TensorType = new() { ElemType = 1, Shape = shape } } } },
            Output = { new ValueInfoProto { Name = "logit" } },
            Initializer = { weights },
            Node = { new NodeProto { OpType = "Conv", Name = "conv", Input = { "image", weights.Name }, Output = { "logit" } } },
        };
    }
}
