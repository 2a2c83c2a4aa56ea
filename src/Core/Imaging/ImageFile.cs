using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Files;
using FpgaSeg.Core.Imaging.Gdk;
using FpgaSeg.Core.Imaging.Png;
using FpgaSeg.Core.Imaging.Pnm;

namespace FpgaSeg.Core.Imaging;

/// <summary>Reads and writes picture files (docs/images.md).</summary>
public static class ImageFile
{
    /// <summary>Reads PNG and PNM itself, other formats through gdk-pixbuf. Alpha is ignored, 16 bits lose their low byte.</summary>
    /// <returns>A picture of 1 channel for grey files and 3 for all others; errors FS1301 to FS1308.</returns>
    public static Result<Image> Load(string path)
    {
        if (Directory.Exists(path))
            return ImageDiagnostics.Folder(path);
        if (!File.Exists(path))
            return ImageDiagnostics.Missing(path);
        var bytes = Read(path);
        return bytes.IsOk ? Decode(bytes.Value, path) : Result<Image>.Fail(bytes.Errors);
    }

    /// <summary>Decodes the bytes of a picture file; <paramref name="name"/> is for diagnostics.</summary>
    public static Result<Image> Decode(byte[] bytes, string name)
    {
        var kind = ImageKind.Of(bytes);
        try
        {
            return kind switch
            {
                "PNG" => PngDecoder.Decode(bytes),
                "PNM" => PnmDecoder.Decode(bytes),
                null => ImageDiagnostics.NotAnImage(name),
                _ => GdkPixbufDecoder.TryDecode(bytes, out var image) ? image : ImageDiagnostics.NeedsGdkPixbuf(name, kind),
            };
        }
        catch (ImageDamage damage)
        {
            return damage.IsTruncated
                ? ImageDiagnostics.Truncated(name, kind!, damage.Message)
                : ImageDiagnostics.Damaged(name, kind!, damage.Message);
        }
        catch (ImageTooLarge large)
        {
            return ImageDiagnostics.TooLarge(name, large.Width, large.Height);
        }
    }

    /// <summary>The bytes of a PNG of 8 bits, grey or RGB, as <see cref="SavePng"/> writes them.</summary>
    public static byte[] EncodePng(Image image) => PngEncoder.Encode(image);

    /// <summary>Writes a PNG of 8 bits, grey or RGB. The same picture gives the same bytes; the file is whole or absent.</summary>
    public static Result<Unit> SavePng(string path, Image image) => Write(path, PngEncoder.Encode(image));

    /// <summary>Writes a PNG of 1 bit from a grey mask: 0 is black, anything else white.</summary>
    public static Result<Unit> SaveMaskPng(string path, Image mask) => Write(path, PngEncoder.EncodeMask(mask));

    private static Result<byte[]> Read(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            if (length > ImageLimits.MaximumFileBytes)
                return ImageDiagnostics.Unreadable(path, $"it has {length} bytes, more than {ImageLimits.MaximumFileBytes}.");
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (IsFileTrouble(error))
        {
            return ImageDiagnostics.Unreadable(path, error.Message);
        }
    }

    private static Result<Unit> Write(string path, byte[] bytes)
    {
        try
        {
            AtomicFile.WriteBytes(path, bytes);
            return default(Unit);
        }
        catch (Exception error) when (IsFileTrouble(error))
        {
            return ImageDiagnostics.Unwritable(path, error.Message);
        }
    }

    private static bool IsFileTrouble(Exception error) => error is IOException or UnauthorizedAccessException;
}
