using System.Text;
using FpgaSeg.Core.Checksums;

namespace FpgaSeg.Core.Files;

/// <summary>
/// A zip file of stored (uncompressed) entries in memory, as PyTorch and model.fsq use it. Contents are slices of the file: nothing is
/// inflated, entries may not overlap, so that no file claims more bytes than it has.
/// </summary>
public sealed class StoredZipArchive
{
    private readonly Dictionary<string, (StoredZipHeader Header, ReadOnlyMemory<byte> Content)> _entries;

    private StoredZipArchive(Dictionary<string, (StoredZipHeader Header, ReadOnlyMemory<byte> Content)> entries, IReadOnlyList<string> names) =>
        (_entries, Names) = (entries, names);

    /// <summary>Names of the entries in the directory's order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Opens an archive; contents are checked when they are read.</summary>
    /// <exception cref="InvalidDataException">It is damaged, has overlapping entries or a name twice.</exception>
    public static StoredZipArchive Open(ReadOnlyMemory<byte> file)
    {
        var (start, headers) = StoredZipDirectory.Read(file.Span);
        var entries = new Dictionary<string, (StoredZipHeader, ReadOnlyMemory<byte>)>(StringComparer.Ordinal);
        var ranges = new List<(long Start, long End)>();
        foreach (var header in headers)
        {
            var at = header.ContentStart(file.Span[..start]);
            ranges.Add((at, at + header.Size));
            if (!entries.TryAdd(header.Name, (header, file.Slice(at, (int)header.Size))))
                throw new InvalidDataException($"the entry '{Shown(header.Name)}' is there twice");
        }

        ranges.Sort();
        for (var i = 1; i < ranges.Count; i++)
        {
            if (ranges[i].Start < ranges[i - 1].End)
                throw new InvalidDataException("two entries overlap");
        }

        return new StoredZipArchive(entries, [.. headers.Select(h => h.Name)]);
    }

    /// <summary>Whether there is such an entry.</summary>
    public bool Contains(string name) => _entries.ContainsKey(name);

    /// <summary>The content of an entry, or null if there is none of that name.</summary>
    /// <exception cref="InvalidDataException">It is compressed or encrypted, or does not have the checksum that the directory gives.</exception>
    public ReadOnlyMemory<byte>? Find(string name)
    {
        if (!_entries.TryGetValue(name, out var entry))
            return null;
        if (entry.Header.Obstacle is { } obstacle)
            throw new InvalidDataException($"the entry '{Shown(name)}' is {obstacle}; entries that are read are stored as they are");
        return Crc32.Of(entry.Content.Span) == entry.Header.Crc
            ? entry.Content
            : throw new InvalidDataException($"the content of '{Shown(name)}' does not have its checksum");
    }

    /// <summary>A name as messages show it: short and printable.</summary>
    internal static string Shown(string name)
    {
        const int longest = 80;
        var text = new StringBuilder();
        foreach (var c in name.AsSpan(0, Math.Min(name.Length, longest)))
            text.Append(char.IsControl(c) ? '?' : c);
        return name.Length > longest ? $"{text}..." : text.ToString();
    }
}
