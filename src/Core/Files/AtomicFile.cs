namespace FpgaSeg.Core.Files;

/// <summary>Files that are whole or absent: written beside their name, flushed, then renamed. What a system keeps under /dev is no file to replace: it is written to.</summary>
public static class AtomicFile
{
    private const string Devices = "/dev/";

    /// <summary>
    /// Writes <paramref name="path"/> through <paramref name="write"/>; on any failure the old file, if any, is left as it was. A device (/dev/stdout, /dev/null) takes the bytes as they come.
    /// </summary>
    /// <exception cref="IOException">The folder is missing, full or not writable.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var full = Path.GetFullPath(path);
        if (full.StartsWith(Devices, StringComparison.Ordinal) && File.Exists(full))
        {
            using var device = new FileStream(full, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            write(device);
            return;
        }

        var folder = Path.GetDirectoryName(full)!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Environment.ProcessId}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: false);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes <paramref name="bytes"/> to <paramref name="path"/>.</summary>
    public static void WriteBytes(string path, ReadOnlySpan<byte> bytes)
    {
        var copy = bytes.ToArray();
        Write(path, stream => stream.Write(copy));
    }

    /// <summary>Writes UTF-8 text without a byte order mark to <paramref name="path"/>.</summary>
    public static void WriteText(string path, string text) => WriteBytes(path, System.Text.Encoding.UTF8.GetBytes(text));
}
