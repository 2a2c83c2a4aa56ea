using System.Buffers.Binary;
using System.Text;
using FpgaSeg.Core.Checksums;

namespace FpgaSeg.Core.Imaging.Png;

/// <summary>What a decoder needs of a PNG file: header, palette, compressed pixels.</summary>
internal sealed class PngChunks
{
    private PngChunks(PngHeader header) => Header = header;

    internal PngHeader Header { get; }

    /// <summary>Palette of RGB triples; empty where the file has none.</summary>
    internal byte[] Palette { get; private set; } = [];

    /// <summary>The zlib stream of all IDAT chunks.</summary>
    internal MemoryStream Compressed { get; } = new();

    /// <summary>Splits the file and checks every chunk's CRC.</summary>
    /// <exception cref="ImageDamage">The chunks are cut, damaged or out of order.</exception>
    internal static PngChunks Read(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
        if (file.Length < signature.Length)
            throw ImageDamage.Truncated("it has not even its signature");
        if (!file.StartsWith(signature))
            throw ImageDamage.Damaged("its signature is changed, as by a transfer in text mode");
        var rest = file[signature.Length..];
        var first = Next(ref rest, out var data);
        if (first != "IHDR")
            throw ImageDamage.Damaged($"it starts with chunk '{first}' instead of 'IHDR'");
        var chunks = new PngChunks(PngHeader.Parse(data));
        for (var type = Next(ref rest, out data); type != "IEND"; type = Next(ref rest, out data))
            chunks.Take(type, data);
        return chunks;
    }

    private void Take(string type, ReadOnlySpan<byte> data)
    {
        if (type == "IDAT")
            Compressed.Write(data);
        else if (type == "PLTE")
            Palette = data.Length is > 0 and <= 768 && data.Length % 3 == 0 ? data.ToArray() : throw ImageDamage.Damaged($"the palette has {data.Length} bytes");
        else if (char.IsAsciiLetterUpper(type[0]))
            throw ImageDamage.Damaged($"the chunk '{type}' is unknown and needed");
    }

    private static string Next(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> data)
    {
        if (rest.Length < 12)
            throw ImageDamage.Truncated("its last chunk is missing");
        var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (length > rest.Length - 12)
            throw ImageDamage.Truncated($"a chunk of {length} bytes has only {rest.Length - 12}");
        var body = rest.Slice(4, 4 + (int)length);
        var type = Encoding.Latin1.GetString(body[..4]);
        if (BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + (int)length)..]) != Crc32.Of(body))
            throw ImageDamage.Damaged($"the checksum of chunk '{Printable(type)}' is wrong");
        data = body[4..];
        rest = rest[(12 + (int)length)..];
        return type;
    }

    private static string Printable(string type) => string.Concat(type.Select(c => c is >= ' ' and <= '~' ? c : '?'));
}
