using System.IO.Compression;

namespace FpgaSeg.Import.Tests.Checkpoints;

/// <summary>Checkpoints put together from records by the framework's zip writer.</summary>
internal static class ZipBuilder
{
    public static byte[] Checkpoint(byte[] pickle, params (string Name, byte[] Content)[] records) => Archive([("data.pkl", pickle), .. records]);

    public static byte[] Archive(IEnumerable<(string Name, byte[] Content)> records, CompressionLevel level = CompressionLevel.NoCompression)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in records)
            {
                using var entry = zip.CreateEntry($"archive/{name}", level).Open();
                entry.Write(content);
            }
        }

        return file.ToArray();
    }
}
