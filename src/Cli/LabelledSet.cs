using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Verification.Accuracy;

namespace FpgaSeg.Cli;

/// <summary>Images and their masks, paired by name.</summary>
internal sealed record LabelledSet(IReadOnlyList<(string Image, string Mask)> Files)
{
    private const byte ForegroundAbove = 127;

    /// <summary>Pairs the files of two folders; every image without a mask is an error.</summary>
    public static Result<LabelledSet> Find(string images, string masks, string? names)
    {
        var (imageFiles, maskFiles) = (ImagePaths.Expand([images]), ImagePaths.Expand([masks]));
        var errors = imageFiles.Errors.Concat(maskFiles.Errors).ToList();
        if (names is not null && !File.Exists(names))
            errors.Add(UsageErrors.Of($"There is no file '{names}' of names.", "give --names a text file with one name per line."));
        if (errors.Count > 0)
            return Result<LabelledSet>.Fail(errors);
        var wanted = names is null ? null : File.ReadLines(names).Select(l => l.Trim()).Where(l => l.Length > 0).ToHashSet(StringComparer.Ordinal);
        var chosen = imageFiles.Value.Where(f => wanted is null || wanted.Contains(NameOf(f))).ToArray();
        var byName = maskFiles.Value.ToLookup(NameOf, StringComparer.Ordinal);
        string[] lonely = [.. chosen.Select(NameOf).Where(n => !byName.Contains(n))];
        string[] absent = [.. (wanted ?? []).Except(chosen.Select(NameOf), StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (lonely.Length > 0 || absent.Length > 0)
            return Unpaired(images, masks, lonely, absent);
        if (chosen.Length == 0)
            return UsageErrors.Of($"The file '{names}' has no names, so that no image is left.", "give one name per line, or leave --names out for every image.");
        return new LabelledSet([.. chosen.Select(f => (f, byName[NameOf(f)].First()))]);
    }

    /// <summary>Reads pair <paramref name="k"/> at the network's shape; the mask is resized by nearest neighbour.</summary>
    public Result<LabelledImage> Load(int k, FeatureShape shape)
    {
        var (image, mask) = (PixelTensor.Load(Files[k].Image, shape), ImageFile.Load(Files[k].Mask));
        var errors = image.Errors.Concat(mask.Errors).ToArray();
        if (errors.Length > 0)
            return Result<LabelledImage>.Fail(errors);
        var grey = ImageResizer.ResizeNearest(ColourConversion.ToGrey(mask.Value), shape.Width, shape.Height);
        var truth = new Mask(shape.Width, shape.Height, Array.ConvertAll(grey.Pixels, v => v > ForegroundAbove ? (byte)1 : (byte)0));
        return new LabelledImage(NameOf(Files[k].Image), image.Value, truth);
    }

    private static string NameOf(string file) => Path.GetFileNameWithoutExtension(file);

    private static Diagnostic Unpaired(string images, string masks, string[] lonely, string[] absent)
    {
        var parts = new List<string>();
        if (lonely.Length > 0)
            parts.Add($"{lonely.Length} images have no mask: {Some(lonely)}");
        if (absent.Length > 0)
            parts.Add($"{absent.Length} names have no image: {Some(absent)}");
        return new Diagnostic(
            "FS1906",
            $"Images and masks do not pair up: {string.Join("; ", parts)}.",
            $"{images} and {masks}",
            "an image and its mask have the same name without extension.",
            "rename the files, or list the names to use with --names.");
    }

    private static string Some(string[] names) => string.Join(", ", names.Take(5)) + (names.Length > 5 ? ", ..." : "");
}
