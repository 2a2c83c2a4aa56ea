using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using FpgaSeg.Core.Checksums;

namespace FpgaSeg.Core.Imaging.Png;

/// <summary>Encodes PNG: 8-bit grey or RGB, or a mask of 1 bit. No time stamp, no text: the same picture gives the same bytes.</summary>
internal static class PngEncoder
{
    internal static byte[] Encode(Image image)
    {
        var rowBytes = image.Width * image.Channels;
        var header = new PngHeader(image.Width, image.Height, 8, image.Channels == 1 ? PngColour.Grey : PngColour.Rgb, Interlaced: false);
        return Assemble(header, Filter(image.Pixels, rowBytes, image.Channels, adaptive: true));
    }

    /// <summary>One bit per pixel of a grey picture: set where it is not 0.</summary>
    internal static byte[] EncodeMask(Image mask)
    {
        if (mask.Channels != 1)
            throw new ArgumentException("A mask has one channel.", nameof(mask));
        var rowBytes = (mask.Width + 7) / 8;
        var bits = new byte[rowBytes * mask.Height];
        for (var y = 0; y < mask.Height; y++)
        {
            for (var x = 0; x < mask.Width; x++)
            {
                if (mask.Pixels[(y * mask.Width) + x] != 0)
                    bits[(y * rowBytes) + (x / 8)] |= (byte)(0x80 >> (x % 8));
            }
        }
        // Filters predict bytes; packed bits compress best without them.
        return Assemble(new PngHeader(mask.Width, mask.Height, 1, PngColour.Grey, Interlaced: false), Filter(bits, rowBytes, 1, adaptive: false));
    }

    private static byte[] Filter(byte[] samples, int rowBytes, int pixelBytes, bool adaptive)
    {
        var rows = samples.Length / rowBytes;
        var filtered = new byte[rows * (rowBytes + 1)];
        var candidate = new byte[rowBytes];
        ReadOnlySpan<byte> above = new byte[rowBytes];
        for (var y = 0; y < rows; y++)
        {
            var row = samples.AsSpan(y * rowBytes, rowBytes);
            var target = filtered.AsSpan(y * (rowBytes + 1), rowBytes + 1);
            var best = long.MaxValue;
            for (var type = 0; type < (adaptive ? PngFilter.Count : 1); type++)
            {
                PngFilter.Apply(type, row, above, pixelBytes, candidate);
                var cost = Cost(candidate);
                if (cost >= best)
                    continue;
                best = cost;
                target[0] = (byte)type;
                candidate.CopyTo(target[1..]);
            }
            above = row;
        }
        return filtered;
    }

    // The usual heuristic: the filter that leaves the smallest differences.
    private static long Cost(ReadOnlySpan<byte> filtered)
    {
        var sum = 0L;
        foreach (var b in filtered)
            sum += Math.Abs((int)(sbyte)b);
        return sum;
    }

    private static byte[] Assemble(PngHeader header, byte[] filtered)
    {
        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, header.Width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), header.Height);
        (head[8], head[9]) = ((byte)header.Depth, (byte)header.Colour);
        WriteChunk(file, "IHDR", head);
        var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(filtered);
        WriteChunk(file, "IDAT", compressed.ToArray());
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    private static void WriteChunk(MemoryStream file, string type, ReadOnlySpan<byte> data)
    {
        var chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc32.Of(chunk.AsSpan(4, data.Length + 4)));
        file.Write(chunk);
    }
}
