namespace FpgaSeg.Core.Imaging;

/// <summary>Tells the format of a file from its first bytes.</summary>
internal static class ImageKind
{
    /// <summary>The format's name, or null where no known format starts so.</summary>
    internal static string? Of(ReadOnlySpan<byte> bytes)
    {
        // Four bytes are enough to tell a PNG: what follows decides between whole and damaged.
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']))
            return "PNG";
        if (bytes.Length > 2 && bytes[0] == 'P' && bytes[1] is >= (byte)'1' and <= (byte)'6' && " \t\r\n#"u8.Contains(bytes[2]))
            return "PNM";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return "JPEG";
        if (bytes.StartsWith("GIF8"u8))
            return "GIF";
        if (bytes.StartsWith("BM"u8))
            return "BMP";
        return bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8) ? "TIFF" : null;
    }
}
