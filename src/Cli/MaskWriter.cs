using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Imaging.Drawing;

namespace FpgaSeg.Cli;

/// <summary>Paths of what was written for one image.</summary>
internal sealed record WrittenMask(string Mask, string? Overlay);

/// <summary>
/// Writes masks as PNG (0 and 255) into a folder: NAME.png at the image's own size, enlarged or reduced by nearest neighbour, and NAME.overlay.png.
/// </summary>
internal sealed class MaskWriter(string folder, bool overlays)
{
    private const int Foreground = 255;

    /// <summary>Two images of one name would overwrite each other's masks.</summary>
    public IEnumerable<Diagnostic> Check(IReadOnlyList<string> files) => files
        .GroupBy(PathOf, StringComparer.Ordinal)
        .Where(g => g.Count() > 1)
        .Select(g => new Diagnostic(
            "FS1904",
            $"{g.Count()} images would write the same mask: {string.Join(", ", g)}.",
            g.Key,
            "masks are named after their images, without folder and extension.",
            "rename one of them, or run the command once per folder."));

    /// <summary>Where the files of an image are.</summary>
    public WrittenMask PathsOf(string file) => new(PathOf(file), overlays ? Path.ChangeExtension(PathOf(file), ".overlay.png") : null);

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>Writes both files; each is whole or absent.</summary>
    public Result<WrittenMask> Write(string file, Image image, Mask mask)
    {
        var picture = ImageResizer.ResizeNearest(PictureOf(mask), image.Width, image.Height);
        var paths = PathsOf(file);
        var written = ImageFile.SavePng(paths.Mask, picture);
        var drawn = paths.Overlay is null ? written : written.Then(_ => ImageFile.SavePng(paths.Overlay, MaskOverlay.Draw(image, picture, Rgb.Green)));
        return drawn.Then<WrittenMask>(_ => paths);
    }

    /// <summary>A grey picture of 0 and 255.</summary>
    public static Image PictureOf(Mask mask) => new(mask.Width, mask.Height, 1, Array.ConvertAll(mask.Values, v => (byte)(v * Foreground)));

    private string PathOf(string file) => Path.Combine(folder, Path.GetFileNameWithoutExtension(file) + ".png");
}
