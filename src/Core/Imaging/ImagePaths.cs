using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Core.Imaging;

/// <summary>Image files that a user names: files are taken as they are, folders give their image files in name order.</summary>
public static class ImagePaths
{
    private static readonly string[] Extensions = [".png", ".pgm", ".ppm", ".pbm", ".pnm", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".gif"];

    /// <summary>The files, in the order given; every missing path and every folder without images is an error.</summary>
    public static Result<IReadOnlyList<string>> Expand(IEnumerable<string> paths)
    {
        var (files, errors) = (new List<string>(), new List<Diagnostic>());
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
                AddFolder(path, files, errors);
            else if (File.Exists(path))
                files.Add(path);
            else
                errors.Add(Missing(path));
        }

        return errors.Count > 0 ? Result<IReadOnlyList<string>>.Fail(errors) : files;
    }

    private static void AddFolder(string folder, List<string> files, List<Diagnostic> errors)
    {
        var images = Directory.EnumerateFiles(folder)
            .Where(f => Extensions.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .ToArray();
        files.AddRange(images);
        if (images.Length == 0)
            errors.Add(NoImages(folder));
    }

    private static Diagnostic Missing(string path) => new(
        "FS1902", "There is no such file or folder.", path, null, "check the path and the spelling.");

    private static Diagnostic NoImages(string folder) => new(
        "FS1903",
        "The folder holds no images.",
        folder,
        $"none of its files ends in {string.Join(", ", Extensions)}; folders inside it are not searched.",
        "name the folder that holds the images themselves.");
}
