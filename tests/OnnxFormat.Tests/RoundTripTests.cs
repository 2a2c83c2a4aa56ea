using FpgaSeg.Import.Onnx.Format;
using Google.Protobuf;

namespace FpgaSeg.OnnxFormat.Tests;

/// <summary>The messages against files and bytes that others wrote.</summary>
public sealed class RoundTripTests
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Models"), "*.onnx").Select(f => Path.GetFileName(f)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void PyTorch_files_come_back_whole(string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Models", name));
        var model = ModelProto.Parser.ParseFrom(bytes);

        Assert.InRange(model.IrVersion, 3, 12);
        Assert.Equal("pytorch", model.ProducerName);
        Assert.NotEmpty(model.Graph.Name);
        Assert.All(model.Graph.Initializer, t => Assert.NotEmpty(t.Name));
        Assert.True(model.ToByteArray().Length > 0.99 * bytes.Length, "More is lost than PyTorch's explicit zeros.");
        Assert.Equal(model, ModelProto.Parser.ParseFrom(model.ToByteArray()));
    }

    /// <summary>Bytes by hand from ONNX's field numbers: ir_version 1, metadata_props 14 with key 1 and value 2.</summary>
    [Fact]
    public void Fields_have_the_numbers_of_onnx()
    {
        byte[] bytes = [0x08, 7, 0x3A, 3, 0x12, 1, (byte)'g', 0x72, 6, 0x0A, 1, (byte)'k', 0x12, 1, (byte)'v'];
        var model = new ModelProto { IrVersion = 7, Graph = new GraphProto { Name = "g" }, MetadataProps = { new StringStringEntryProto { Key = "k", Value = "v" } } };
        Assert.Equal(bytes, model.ToByteArray());
    }
}
