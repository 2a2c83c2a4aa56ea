using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Imaging;

namespace FpgaSeg.Cli.Workflows;

/// <summary>What quantize --report asks for.</summary>
/// <param name="Path">The page to write.</param>
/// <param name="Images">Folder of images on which float and fixed are compared; null for those of the calibration.</param>
/// <param name="Masks">Folder of their true masks, or null.</param>
internal sealed record ReportRequest(string Path, string? Images, string? Masks)
{
    /// <summary>The images and, where masks are given, each one's mask.</summary>
    public Result<IReadOnlyList<(string Image, string? Mask)>> Find(IReadOnlyList<string> calibration, int maxImages)
    {
        if (Masks is null)
        {
            return ImagePaths.Expand(Images is null ? calibration : [Images])
                .Then<IReadOnlyList<(string, string?)>>(files => (Images is null ? ImageLoading.Spread(files, maxImages) : files).Select(f => (f, (string?)null)).ToArray());
        }

        if (Images is null)
            return UsageErrors.Of("--report-masks is given without --report-images.", "name the folder of the images that the masks belong to.");
        return LabelledSet.Find(Images, Masks, names: null)
            .Then<IReadOnlyList<(string, string?)>>(set => set.Files.Select(f => (f.Image, (string?)f.Mask)).ToArray());
    }
}
