using System.Buffers.Binary;
using System.IO.Compression;

namespace FpgaSeg.Fuzz.Tests;

/// <summary>Archives that unpack to far more than they are, or say so, in the place of a checkpoint and of a package.</summary>
public sealed class ZipBombTests
{
    private const int Inflated = 64 << 20;
    private const int Headers = 20_000;
    private const int DirectoryHeader = 46;
    private const int EndRecord = 22;

    private static readonly string[] Formats = ["pth", "fsq"];

    private static readonly Dictionary<string, Func<byte[]>> Bombs = new()
    {
        ["64 MiB of zeros, deflated, in the record that is read"] = () => Deflated(new byte[Inflated]),
        ["a deflated archive of deflated archives"] = () => Deflated([.. Enumerable.Repeat(Deflated(new byte[1 << 20]), 100).SelectMany(zip => zip)]),
        ["20,000 entries that are one content"] = Overlapping,
        ["an entry of 4 GiB in a small file"] = () => Changed(DirectoryHeader - 26, uint.MaxValue),
        ["an entry that starts behind the file"] = () => Changed(DirectoryHeader - 4, int.MaxValue),
    };

    /// <summary>Cases of this class.</summary>
    public static int Cases => Bombs.Count * Formats.Length;

    [Fact(Timeout = FuzzCase.HangMilliseconds)]
    public Task Zip_bombs_give_coded_errors() => Task.Run(() =>
    {
        foreach (var format in Formats)
        {
            FuzzCase.WarmUp(format);
            foreach (var (name, bomb) in Bombs)
                Assert.NotEmpty(FuzzCase.Check(format, bomb(), $"{name}, {format}"));
        }
    });

    /// <summary>Both names that the readers look for first.</summary>
    private static byte[] Deflated(byte[] content)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in new[] { "archive/data.pkl", "manifest.json" })
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }

        return file.ToArray();
    }

    /// <summary>One local header, to which every header of the directory points under the same name.</summary>
    private static byte[] Overlapping()
    {
        var one = TestZip.Write([("archive/data.pkl", new byte[1000])]);
        var start = BinaryPrimitives.ReadInt32LittleEndian(one.AsSpan(one.Length - 6));
        var header = one[start..^EndRecord];
        var end = one[^EndRecord..];
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), Headers);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), Headers);
        BinaryPrimitives.WriteInt32LittleEndian(end.AsSpan(12), Headers * header.Length);
        return [.. one[..start], .. Enumerable.Repeat(header, Headers).SelectMany(h => h), .. end];
    }

    /// <summary>A good archive whose directory says something else in one field of its first header; both sizes where it is one.</summary>
    private static byte[] Changed(int field, uint value)
    {
        var zip = TestZip.Write([("archive/data.pkl", new byte[1000]), ("manifest.json", new byte[1000])]);
        var start = BinaryPrimitives.ReadInt32LittleEndian(zip.AsSpan(zip.Length - 6));
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(start + field), value);
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(start + field + (field == DirectoryHeader - 26 ? 4 : 0)), value);
        return zip;
    }
}
