using System.IO.Compression;
using System.Text;
using FpgaSeg.Core.Files;

namespace FpgaSeg.Core.Tests.Files;

/// <summary>Archives written by the framework are read; everything that could hide or multiply bytes is refused.</summary>
public sealed class StoredZipArchiveTests
{
    private static readonly (string Name, byte[] Content)[] Entries = [("a/first", [1, 2, 3]), ("a/ä", []), ("a/third", new byte[1000])];

    [Fact]
    public void Stored_entries_are_slices_of_the_file()
    {
        var zip = StoredZipArchive.Open(Written());

        Assert.Equal(Entries.Select(e => e.Name), zip.Names);
        Assert.All(Entries, e => Assert.Equal(e.Content, zip.Find(e.Name)!.Value.ToArray()));
        Assert.Null(zip.Find("b"));
        Assert.True(zip.Contains("a/third"));
    }

    [Fact]
    public void A_comment_at_the_end_is_passed_over()
    {
        var file = Written();
        file[^2] = 4;

        Assert.Equal(3, StoredZipArchive.Open((byte[])[.. file, .. "text"u8]).Names.Count);
    }

    [Fact]
    public void A_compressed_entry_is_refused_only_when_it_is_read()
    {
        var zip = StoredZipArchive.Open(Written(CompressionLevel.Optimal));

        Assert.Contains("'a/third' is compressed", Assert.Throws<InvalidDataException>(() => zip.Find("a/third")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_content_is_refused()
    {
        var file = Written();
        file[file.AsSpan().IndexOf((ReadOnlySpan<byte>)[1, 2, 3])] = 9;

        var refusal = Assert.Throws<InvalidDataException>(() => StoredZipArchive.Open(file).Find("a/first"));
        Assert.Contains("checksum", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_there_twice_is_refused()
    {
        var file = Written();
        Replace(file, "a/third", "a/first");

        Refuse(file, "'a/first' is there twice");
    }

    [Fact]
    public void A_name_that_differs_between_header_and_directory_is_refused()
    {
        var file = Written();
        var at = file.AsSpan().IndexOf("a/first"u8);
        file[at] = (byte)'b';

        Refuse(file, "another name in its own header");
    }

    [Fact]
    public void Entries_that_share_bytes_are_refused()
    {
        // The directory's third header points to the first entry's local header: a 1000-byte content from a 3-byte entry, overlapping the others.
        var file = Written();
        var last = file.AsSpan().LastIndexOf("a/third"u8) - 46;
        file.AsSpan(last + 42, 4).Clear();
        var name = file.AsSpan().IndexOf("a/first"u8);
        "a/third"u8.CopyTo(file.AsSpan(name));

        Assert.Throws<InvalidDataException>(() => StoredZipArchive.Open(file));
    }

    [Theory]
    [InlineData(10, 0xFF)] // entries
    [InlineData(12, 0xFF)] // size of the directory
    [InlineData(16, 0xFF)] // its start
    public void An_impossible_directory_is_refused(int field, byte value)
    {
        var file = Written();
        file[file.Length - 22 + field] = value;

        Assert.Throws<InvalidDataException>(() => StoredZipArchive.Open(file));
    }

    [Fact]
    public void Every_cut_is_refused()
    {
        var file = Written();
        for (var length = 0; length < file.Length; length++)
            Assert.Throws<InvalidDataException>(() => StoredZipArchive.Open(file.AsMemory(0, length)));
    }

    private static void Refuse(byte[] file, string reason) =>
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => StoredZipArchive.Open(file)).Message, StringComparison.Ordinal);

    private static void Replace(byte[] file, string from, string to)
    {
        for (int at; (at = file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(from))) >= 0;)
            Encoding.UTF8.GetBytes(to).CopyTo(file, at);
    }

    private static byte[] Written(CompressionLevel level = CompressionLevel.NoCompression)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in Entries)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return file.ToArray();
    }
}
