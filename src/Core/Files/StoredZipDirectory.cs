using System.Buffers.Binary;

namespace FpgaSeg.Core.Files;

/// <summary>Finds and reads the central directory of a zip, ZIP64 included (PKWARE APPNOTE 4.3.12 to 4.3.16).</summary>
internal static class StoredZipDirectory
{
    private const uint EndSignature = 0x06054b50;
    private const uint End64Signature = 0x06064b50;
    private const uint Locator64Signature = 0x07064b50;
    private const int EndLength = 22;
    private const int End64Length = 56;
    private const int Locator64Length = 20;
    private const int LongestComment = ushort.MaxValue;

    /// <summary>Where the directory starts, and its entries. A header takes at least 46 bytes, so their number is bounded by the file.</summary>
    public static (int Start, List<StoredZipHeader> Headers) Read(ReadOnlySpan<byte> file)
    {
        var (start, size, count) = Locate(file);
        var directory = file.Slice(start, size);
        var headers = new List<StoredZipHeader>();
        while (!directory.IsEmpty)
            headers.Add(StoredZipHeader.Read(ref directory));
        return (ulong)headers.Count == count
            ? (start, headers)
            : throw new InvalidDataException($"the directory announces {count} entries and has {headers.Count}");
    }

    private static (int Start, int Size, ulong Count) Locate(ReadOnlySpan<byte> file)
    {
        var end = FindEnd(file);
        var record = file[end..];
        ulong count = Little16(record, 10), size = Little32(record, 12), start = Little32(record, 16);
        var limit = end;
        if (end >= Locator64Length && Little32(file, end - Locator64Length) == Locator64Signature)
        {
            var at = BinaryPrimitives.ReadUInt64LittleEndian(file[(end - Locator64Length + 8)..]);
            if (at > (ulong)Math.Max(0, end - Locator64Length - End64Length) || Little32(file, (int)at) != End64Signature)
                throw new InvalidDataException("its ZIP64 end record is not where the locator says");
            limit = (int)at;
            record = file[limit..];
            (count, size, start) = (Little64(record, 32), Little64(record, 40), Little64(record, 48));
        }

        if (size > (ulong)limit || start > (ulong)limit - size)
            throw new InvalidDataException($"the directory of {size} bytes at byte {start} lies outside the file");
        return ((int)start, (int)size, count);
    }

    /// <summary>The end record stands at the end of the file, before a comment whose length it gives.</summary>
    private static int FindEnd(ReadOnlySpan<byte> file)
    {
        var last = file.Length - EndLength;
        for (var at = last; at >= Math.Max(0, last - LongestComment); at--)
        {
            if (Little32(file, at) == EndSignature && at + EndLength + Little16(file[at..], 20) == file.Length)
                return at;
        }

        throw new InvalidDataException("the end of a zip archive is missing; the file is cut off or something else");
    }

    private static ushort Little16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint Little32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static ulong Little64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);
}
