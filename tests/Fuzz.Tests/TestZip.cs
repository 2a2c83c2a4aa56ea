using System.Buffers.Binary;
using System.Text;
using FpgaSeg.Core.Checksums;

namespace FpgaSeg.Fuzz.Tests;

/// <summary>Writes stored zip archives with right checksums, whatever the names say.</summary>
internal static class TestZip
{
    public static byte[] Write(IReadOnlyList<(string Name, byte[] Content)> records)
    {
        var (file, directory) = (new List<byte>(), new List<byte>());
        foreach (var (text, content) in records)
        {
            var name = Encoding.UTF8.GetBytes(text);
            byte[] common =
            [
                20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0, .. Little((int)Crc32.Of(content)), .. Little(content.Length), .. Little(content.Length),
                (byte)name.Length, (byte)(name.Length >> 8), 0, 0,
            ];
            directory.AddRange([0x50, 0x4B, 1, 2, 20, 0, .. common, .. new byte[10], .. Little(file.Count), .. name]);
            file.AddRange([0x50, 0x4B, 3, 4, .. common, .. name, .. content]);
        }

        byte[] count = [(byte)records.Count, (byte)(records.Count >> 8)];
        return [.. file, .. directory, 0x50, 0x4B, 5, 6, 0, 0, 0, 0, .. count, .. count, .. Little(directory.Count), .. Little(file.Count), 0, 0];
    }

    private static byte[] Little(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
