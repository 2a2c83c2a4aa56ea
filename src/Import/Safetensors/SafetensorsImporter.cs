using System.Buffers.Binary;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Import.Architectures;
using FpgaSeg.Import.Checkpoints;

namespace FpgaSeg.Import.Safetensors;

/// <summary>Reads safetensors files: a state dict, put into the network of the model zoo whose parameters they are.</summary>
public sealed class SafetensorsImporter : IModelImporter
{
    public string Format => "safetensors";

    public string Extension => ".safetensors";

    /// <summary>The length of a header that fits the file, then the brace that opens it.</summary>
    public bool Recognises(ReadOnlySpan<byte> content) =>
        content.Length > sizeof(long) && content[sizeof(long)] == '{'
        && BinaryPrimitives.ReadUInt64LittleEndian(content) <= (ulong)(content.Length - sizeof(long));

    /// <summary>Imports the content of a safetensors file; <paramref name="fileName"/> is used in messages only.</summary>
    public Result<ImportedModel> Import(byte[] content, string fileName, ImportOptions options)
    {
        try
        {
            var found = StateDict.Of(path: "", new SafetensorsFile(content, fileName).Tensors());
            return new CheckpointImport(fileName, Format, options).Run(content, [found]);
        }
        catch (CheckpointRefusal refusal)
        {
            return refusal.Diagnostic;
        }
    }
}
