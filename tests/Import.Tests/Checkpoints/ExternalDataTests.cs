using System.Buffers.Binary;
using System.Security.Cryptography;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Import.Tests.Checkpoints;

/// <summary>Weights in a file beside the model.</summary>
public sealed class ExternalDataTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fpgaseg-external-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("weights.bin", null, null, 0)]
    [InlineData("weights.bin", "0", "36", 0)]
    [InlineData("data/weights.bin", "4", "36", 1)]
    [InlineData("./weights.bin", "8", null, 2)]
    public void Weights_are_read_from_their_place(string location, string? offset, string? length, int first)
    {
        var path = Write(location, length is null ? 9 + first : 9 + first + 5, offset is null && length is null ? 9 : null);
        File.WriteAllBytes(path, ExternalModel.Bytes(location, offset, length));

        var model = ModelImporters.Import(path, new ImportOptions()).Value;

        var conv = Assert.IsType<FloatConv2d>(model.Graph.Nodes[1].Operator);
        Assert.Equal(Enumerable.Range(first, 9).Select(i => (float)i), conv.Kernel.Data);
    }

    [Fact]
    public void The_hash_covers_both_files()
    {
        var path = Write("weights.bin", 9, null);
        File.WriteAllBytes(path, ExternalModel.Bytes("weights.bin"));

        byte[] both = [.. File.ReadAllBytes(path), .. File.ReadAllBytes(Path.Combine(_folder.FullName, "weights.bin"))];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(both)), ModelImporters.Import(path, new ImportOptions()).Value.SourceSha256);
    }

    /// <summary>A file of floats 0, 1, 2, ... and the path of a model beside it.</summary>
    private string Write(string location, int floats, int? exactly)
    {
        var bytes = new byte[4 * (exactly ?? floats)];
        for (var i = 0; i < bytes.Length / 4; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), i);
        var path = Path.Combine(_folder.FullName, location);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return Path.Combine(_folder.FullName, "model.onnx");
    }
}
