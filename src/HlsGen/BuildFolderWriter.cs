using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.HlsGen;

/// <summary>Puts a design on disk, whole or not at all.</summary>
public static class BuildFolderWriter
{
    /// <summary>
    /// Writes beside <paramref name="outputFolder"/> and renames. An earlier design there is replaced; a folder that holds anything else is left alone.
    /// </summary>
    /// <returns>Nothing, or FS3006 for a folder that is not ours, FS3007 when the disk refuses.</returns>
    public static Result<Unit> Write(GeneratedDesign design, string outputFolder)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(outputFolder));
        var temporary = $"{target}.{Environment.ProcessId}.new";
        var old = $"{target}.{Environment.ProcessId}.old";
        try
        {
            if (!IsOurs(target))
                return Foreign(outputFolder);
            Remove(temporary);
            WriteFiles(design, temporary);
            Swap(temporary, target, old);
            return default(Unit);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Disk(outputFolder, e);
        }
        finally
        {
            Remove(temporary);
            Remove(old);
        }
    }

    private static bool IsOurs(string folder)
    {
        if (File.Exists(folder))
            return false;
        return !Directory.Exists(folder)
            || !Directory.EnumerateFileSystemEntries(folder).Any()
            || File.Exists(Path.Combine(folder, GeneratedDesign.ManifestName));
    }

    private static void WriteFiles(GeneratedDesign design, string folder)
    {
        foreach (var (path, bytes) in design.Files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, bytes.AsSpan());
        }
    }

    // The old design leaves only when the new one is complete, and comes back if the new one cannot take its place.
    private static void Swap(string temporary, string target, string old)
    {
        if (Directory.Exists(target))
            Directory.Move(target, old);
        try
        {
            Directory.Move(temporary, target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (Directory.Exists(old))
                Directory.Move(old, target);
            throw;
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is left has a name that says so; the result is already decided.
        }
    }

    private static Diagnostic Foreign(string folder) => new(
        "FS3006",
        $"The folder '{folder}' holds something that gen-hls did not write.",
        Why: $"only an empty folder or an earlier design, which has a {GeneratedDesign.ManifestName}, is replaced.",
        Try: "name another folder with -o, or empty this one.");

    private static Diagnostic Disk(string folder, Exception e) => new(
        "FS3007", $"The design cannot be written to '{folder}'.", Why: e.Message, Try: "check the path, the permissions and the free space.");
}
