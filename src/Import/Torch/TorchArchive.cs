using System.Text;
using FpgaSeg.Core.Files;
using FpgaSeg.Import.Checkpoints;

namespace FpgaSeg.Import.Torch;

/// <summary>The records of a PyTorch zip checkpoint: NAME/data.pkl, NAME/byteorder, NAME/data/0, ...</summary>
internal sealed class TorchArchive
{
    private const string Dictionary = "/data.pkl";
    private readonly StoredZipArchive _zip;
    private readonly string _folder;
    private readonly string _at;

    private TorchArchive(StoredZipArchive zip, string folder, string at) => (_zip, _folder, _at) = (zip, folder, at);

    /// <summary>Opens a checkpoint.</summary>
    /// <exception cref="CheckpointRefusal">FS1401 to FS1404.</exception>
    public static TorchArchive Open(ReadOnlyMemory<byte> file, string at)
    {
        try
        {
            var zip = StoredZipArchive.Open(file);
            var pickle = zip.Names.FirstOrDefault(n => n.EndsWith(Dictionary, StringComparison.Ordinal) && n.IndexOf('/') == n.Length - Dictionary.Length)
                ?? throw new InvalidDataException("there is no data.pkl in it");
            var archive = new TorchArchive(zip, pickle[..^(Dictionary.Length - 1)], at);
            archive.CheckKind();
            return archive;
        }
        catch (InvalidDataException e)
        {
            throw new CheckpointRefusal(TorchErrors.Container(at, e.Message));
        }
    }

    /// <summary>The record of that name.</summary>
    /// <exception cref="InvalidDataException">Its checksum is wrong.</exception>
    public ReadOnlyMemory<byte>? Find(string record) => _zip.Find(_folder + record);

    /// <summary>The pickle stream.</summary>
    public ReadOnlyMemory<byte> Pickle()
    {
        try
        {
            return Find("data.pkl")!.Value;
        }
        catch (InvalidDataException e)
        {
            throw new CheckpointRefusal(TorchErrors.Container(_at, e.Message));
        }
    }

    private void CheckKind()
    {
        if (_zip.Contains(_folder + "constants.pkl") || _zip.Names.Any(n => n.StartsWith(_folder + "code/", StringComparison.Ordinal)))
            throw new CheckpointRefusal(TorchErrors.TorchScript(_at));
        if (Find("byteorder") is { } order && !order.Span.SequenceEqual("little"u8))
            throw new CheckpointRefusal(TorchErrors.ByteOrder(_at, PickleStack.Shown(Encoding.UTF8.GetString(order.Span[..Math.Min(order.Length, 16)]))));
    }
}
