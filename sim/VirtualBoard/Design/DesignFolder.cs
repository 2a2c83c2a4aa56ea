using System.Security.Cryptography;
using System.Text.Json;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Protocol.Design;

namespace FpgaSeg.VirtualBoard.Design;

/// <summary>A build folder whose files are the ones that its design.json lists.</summary>
/// <param name="Path">The folder, absolute.</param>
/// <param name="Manifest">Its design.json.</param>
public sealed record DesignFolder(string Path, DesignManifest Manifest)
{
    /// <summary>Name of the manifest in the folder.</summary>
    public const string ManifestName = "design.json";

    /// <summary>Reads the manifest and checks its design id and the hash of every file; all errors at once: FS4501 to FS4504.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="allowModified">Lets changed files pass, for planted faults; missing ones never.</param>
    public static Result<DesignFolder> Load(string path, bool allowModified = false)
    {
        var folder = System.IO.Path.GetFullPath(path);
        var manifestPath = System.IO.Path.Combine(folder, ManifestName);
        if (!File.Exists(manifestPath))
            return VirtualBoardErrors.NoManifest(path);
        return Read(manifestPath).Then(manifest => Check(path, folder, manifest, allowModified));
    }

    private static Result<DesignManifest> Read(string manifestPath)
    {
        try
        {
            return DesignManifestJson.Read(File.ReadAllText(manifestPath));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return VirtualBoardErrors.BadManifest(manifestPath, e.Message);
        }
    }

    private static Result<DesignFolder> Check(string path, string folder, DesignManifest manifest, bool allowModified)
    {
        var errors = new List<Diagnostic>();
        var id = DesignManifestJson.IdOf(manifest);
        if (id != manifest.DesignId)
            errors.Add(VirtualBoardErrors.WrongDesignId(System.IO.Path.Combine(folder, ManifestName), manifest.DesignId, id));
        foreach (var (name, hash) in manifest.Files)
        {
            var file = System.IO.Path.Combine(folder, name);
            if (!File.Exists(file))
                errors.Add(VirtualBoardErrors.FileMissing(path, name));
            else if (!allowModified && HashOf(file) != hash)
                errors.Add(VirtualBoardErrors.FileChanged(path, name));
        }

        return errors.Count > 0 ? Result<DesignFolder>.Fail(errors) : new DesignFolder(folder, manifest);
    }

    private static string HashOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
