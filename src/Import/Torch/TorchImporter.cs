using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Import.Architectures;
using FpgaSeg.Import.Checkpoints;

namespace FpgaSeg.Import.Torch;

/// <summary>
/// Reads PyTorch zip checkpoints (.pth, .pt): the tensors of a state dict, put into the network of the model zoo whose parameters they are.
/// The pickle stream is read as data; no code in it is run.
/// </summary>
public sealed class TorchImporter : IModelImporter
{
    public string Format => "PyTorch";

    public string Extension => ".pth";

    /// <summary>The magic number of checkpoints before PyTorch 1.6, pickled as a long integer under protocol 2.</summary>
    private static ReadOnlySpan<byte> LegacyMagic => [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];

    private static ReadOnlySpan<byte> ZipMagic => "PK\u0003\u0004"u8;

    /// <summary>A zip archive, or the magic number of the older format, which is recognised to be refused with its cure.</summary>
    public bool Recognises(ReadOnlySpan<byte> content) => content.StartsWith(ZipMagic) || content.StartsWith(LegacyMagic);

    /// <summary>Imports the content of a checkpoint; <paramref name="fileName"/> is used in messages only.</summary>
    public Result<ImportedModel> Import(byte[] content, string fileName, ImportOptions options)
    {
        if (content.AsSpan().StartsWith(LegacyMagic))
            return TorchErrors.Legacy(fileName);
        try
        {
            var archive = TorchArchive.Open(content, fileName);
            var root = PickleMachine.Read(archive.Pickle(), fileName);
            var found = new TorchStateDicts(new TorchTensors(archive, fileName)).Find(root);
            return new CheckpointImport(fileName, Format, options).Run(content, found);
        }
        catch (CheckpointRefusal refusal)
        {
            return refusal.Diagnostic;
        }
    }
}
