using System.Globalization;

namespace FpgaSeg.HostDriver.Discovery;

/// <summary>Linux's description of the hardware, read as files.</summary>
/// <param name="root">"/", or a folder that stands for it.</param>
internal sealed class Sysfs(string root)
{
    /// <summary>A path of the system, below the root.</summary>
    public string At(string path) => Path.Combine(root, path.TrimStart('/'));

    /// <summary>Full paths of what a folder holds, in order of their names; none when there is no such folder.</summary>
    public string[] Entries(string path, string pattern = "*")
    {
        var folder = At(path);
        return Directory.Exists(folder) ? [.. Directory.EnumerateFileSystemEntries(folder, pattern).Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>Where a link leads, whole; the path itself when it is none.</summary>
    public static string Resolve(string path) => new FileInfo(path).LinkTarget is { } target
        ? Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, target))
        : path;

    /// <summary>An attribute without its line end; null when there is none.</summary>
    public static string? Text(string folder, string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, name)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The device may go while it is read.
            return null;
        }
    }

    /// <summary>An attribute in hexadecimal; -1 when there is none.</summary>
    public static int Hex(string folder, string name) =>
        int.TryParse(Text(folder, name), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : -1;

    /// <summary>Name of the driver that serves a folder of sysfs; null when there is none.</summary>
    public static string? DriverOf(string folder) =>
        new FileInfo(Path.Combine(folder, "driver")).LinkTarget is { } target ? Path.GetFileName(target) : null;

    /// <summary>The folder and all above it, nearest first.</summary>
    public IEnumerable<string> Upwards(string folder)
    {
        for (var at = folder; at is not null && at.Length > root.Length; at = Path.GetDirectoryName(at))
            yield return at;
    }
}
