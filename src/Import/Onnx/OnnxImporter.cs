using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Import.Onnx.External;
using FpgaSeg.Import.Onnx.LocalFunctions;
using FpgaSeg.OnnxFormat;
using Google.Protobuf;

namespace FpgaSeg.Import.Onnx;

/// <summary>Reads ONNX models (operator sets 7 to 24) with one image input and one logit output.</summary>
public sealed class OnnxImporter : IModelImporter
{
    public string Format => "ONNX";

    public string Extension => ".onnx";

    /// <summary>Imports an ONNX file; every error found is in the result.</summary>
    public static Result<ImportedModel> Import(string path, ImportOptions options) =>
        ModelFile.Read(path).Then(
            content => Import(content, Path.GetFileName(path), options with { Folder = Path.GetDirectoryName(Path.GetFullPath(path)) }));

    /// <summary>Imports the content of an ONNX file; <paramref name="fileName"/> is used in messages only.</summary>
    public static Result<ImportedModel> Import(byte[] content, string fileName, ImportOptions options)
    {
        if (content.Length == 0)
            return ImportErrors.Empty(fileName);
        var external = new ExternalTensors(fileName, options.Folder);
        return Parse(content, fileName).Then(external.Inline).Then(model => FunctionInlining.Inline(model, fileName))
            .Then(model => OnnxGraphReader.Read(model, fileName, options))
            .Then<ImportedModel>(model => model with { SourceSha256 = external.Sha256(content) });
    }

    /// <summary>ONNX has no magic number; a file that begins with the field for the IR version is taken for one.</summary>
    public bool Recognises(ReadOnlySpan<byte> content) => content is [0x08, > 0 and < 32, ..];

    Result<ImportedModel> IModelImporter.Import(byte[] content, string fileName, ImportOptions options) =>
        Import(content, fileName, options);

    private static Result<ModelProto> Parse(byte[] content, string fileName)
    {
        try
        {
            var model = ModelProto.Parser.ParseFrom(content);
            return model.Graph is null or { Node.Count: 0, Output.Count: 0 }
                ? OnnxErrors.NotOnnx(fileName, content.Length, "there is no graph in them")
                : model;
        }
        catch (InvalidProtocolBufferException e)
        {
            var cut = e.Message.Contains("ended unexpectedly", StringComparison.Ordinal);
            return OnnxErrors.NotOnnx(fileName, content.Length, cut ? "a field reaches beyond their end" : "they do not parse as fields");
        }
    }
}
