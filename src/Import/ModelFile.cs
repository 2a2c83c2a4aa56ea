using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Import;

/// <summary>Reads a whole model file.</summary>
internal static class ModelFile
{
    /// <summary>Larger files hold no network for a small FPGA, and the parser reads them at once.</summary>
    public const long MaxBytes = 512L << 20;

    public static Result<byte[]> Read(string path)
    {
        if (Directory.Exists(path))
            return ImportErrors.Unreadable(path, "it is a folder");
        if (!File.Exists(path))
            return ImportErrors.Missing(path);
        try
        {
            var length = new FileInfo(path).Length;
            if (length > MaxBytes)
                return ImportErrors.Unreadable(path, $"it has {length} bytes, and models of up to {MaxBytes} are read");
            var content = File.ReadAllBytes(path);
            return content.Length == 0 ? ImportErrors.Empty(path) : content;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ImportErrors.Unreadable(path, e.Message);
        }
    }
}
