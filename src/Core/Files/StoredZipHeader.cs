using System.Buffers.Binary;
using System.Text;

namespace FpgaSeg.Core.Files;

/// <summary>One header of a zip's central directory.</summary>
/// <param name="Name">The entry's name.</param>
/// <param name="Crc">CRC-32 of the content.</param>
/// <param name="Size">Bytes of the content as it stands in the file.</param>
/// <param name="Offset">Where the entry's local header starts.</param>
/// <param name="Obstacle">Why the content cannot be read as it stands (compressed, encrypted), or null.</param>
internal sealed record StoredZipHeader(string Name, uint Crc, long Size, long Offset, string? Obstacle)
{
    private const uint Signature = 0x02014b50;
    private const uint LocalSignature = 0x04034b50;
    private const int Length = 46;
    private const int LocalLength = 30;
    private const ushort Zip64Extra = 1;

    /// <summary>Takes one header off the front of <paramref name="directory"/>.</summary>
    public static StoredZipHeader Read(ref ReadOnlySpan<byte> directory)
    {
        var header = directory;
        if (header.Length < Length || Little32(header, 0) != Signature)
            throw new InvalidDataException("the directory is damaged");
        var (nameLength, extraLength) = (Little16(header, 28), Little16(header, 30));
        var total = Length + nameLength + extraLength + Little16(header, 32);
        if (header.Length < total)
            throw new InvalidDataException("the directory is cut off");
        var name = Encoding.UTF8.GetString(header.Slice(Length, nameLength));
        var obstacle = (Little16(header, 8) & 1) != 0 ? "encrypted" : Little16(header, 10) != 0 ? "compressed" : null;
        var extra = Zip64(header.Slice(Length + nameLength, extraLength));
        var size = Wide(Little32(header, 24), ref extra);
        var packed = Wide(Little32(header, 20), ref extra);
        var offset = Wide(Little32(header, 42), ref extra);
        if (packed < 0 || offset < 0 || (obstacle is null && size != packed))
            throw new InvalidDataException($"the entry '{StoredZipArchive.Shown(name)}' has {packed} stored bytes of {size}");
        directory = header[total..];
        return new StoredZipHeader(name, Little32(header, 16), packed, offset, obstacle);
    }

    /// <summary>Where the content starts. <paramref name="entries"/> is the file up to the directory.</summary>
    public int ContentStart(ReadOnlySpan<byte> entries)
    {
        if (Offset > entries.Length - LocalLength || Little32(entries, (int)Offset) != LocalSignature)
            throw new InvalidDataException($"the entry '{StoredZipArchive.Shown(Name)}' is not at byte {Offset}");
        var local = entries[(int)Offset..];
        var nameLength = Little16(local, 26);
        var start = Offset + LocalLength + nameLength + Little16(local, 28);
        if (start > entries.Length || Size > entries.Length - start)
            throw new InvalidDataException($"the entry '{StoredZipArchive.Shown(Name)}' of {Size} bytes reaches beyond the file");
        return Encoding.UTF8.GetString(local.Slice(LocalLength, nameLength)) == Name
            ? (int)start
            : throw new InvalidDataException($"the entry '{StoredZipArchive.Shown(Name)}' has another name in its own header");
    }

    /// <summary>The ZIP64 field among the extra fields; empty if there is none.</summary>
    private static ReadOnlySpan<byte> Zip64(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            var (id, length) = (Little16(extra, 0), Little16(extra, 2));
            extra = extra[4..];
            if (length > extra.Length)
                return [];
            if (id == Zip64Extra)
                return extra[..length];
            extra = extra[length..];
        }

        return [];
    }

    /// <summary>A 32-bit field, or the next 64-bit one where it is all ones.</summary>
    private static long Wide(uint field, ref ReadOnlySpan<byte> extra)
    {
        if (field != uint.MaxValue || extra.Length < sizeof(long))
            return field;
        var value = BinaryPrimitives.ReadInt64LittleEndian(extra);
        extra = extra[sizeof(long)..];
        return value;
    }

    private static ushort Little16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint Little32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
