using System.Buffers.Binary;
using System.Text;
using FpgaSeg.Core.Checksums;

namespace FpgaSeg.Graph.Package;

/// <summary>
/// A zip of stored entries whose bytes depend on names and contents alone. The BCL's writer records the operating system it ran on,
/// which would give one model two ids.
/// </summary>
internal static class StoredZip
{
    private const ushort Version = 20;
    private const ushort Utf8Names = 0x0800;
    private const ushort FirstOfJanuary1980 = 0x0021;

    /// <summary>The archive of <paramref name="entries"/>, in their order.</summary>
    public static byte[] Write(IReadOnlyList<(string Name, byte[] Content)> entries)
    {
        using var archive = new MemoryStream();
        using var directory = new MemoryStream();
        foreach (var (name, content) in entries)
        {
            var offset = (uint)archive.Position;
            byte[] encodedName = Encoding.UTF8.GetBytes(name), common = CommonHeader(encodedName, content);
            Put(archive, [0x50, 0x4B, 3, 4], common, encodedName, content);
            Put(directory, [0x50, 0x4B, 1, 2], Little16(Version), common, new byte[10], Little32(offset), encodedName);
        }

        var start = (uint)archive.Position;
        Put(archive, directory.ToArray());
        Put(archive, [0x50, 0x4B, 5, 6, 0, 0, 0, 0], Little16((ushort)entries.Count), Little16((ushort)entries.Count));
        Put(archive, Little32((uint)directory.Length), Little32(start), Little16(0));
        return archive.ToArray();
    }

    /// <summary>The 26 bytes that an entry's local header and its directory header share.</summary>
    private static byte[] CommonHeader(byte[] name, byte[] content)
    {
        using var header = new MemoryStream();
        Put(header, Little16(Version), Little16(Utf8Names), Little16(0), Little16(0), Little16(FirstOfJanuary1980));
        Put(header, Little32(Crc32.Of(content)), Little32((uint)content.Length), Little32((uint)content.Length));
        Put(header, Little16((ushort)name.Length), Little16(0));
        return header.ToArray();
    }

    private static void Put(MemoryStream stream, params ReadOnlySpan<byte[]> parts)
    {
        foreach (var part in parts)
            stream.Write(part);
    }

    private static byte[] Little16(ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Little32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
