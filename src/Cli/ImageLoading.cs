using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Cli;

/// <summary>The images a command works on.</summary>
internal static class ImageLoading
{
    /// <summary>Reads every image at the network's shape; all that cannot be read are reported together.</summary>
    public static Result<IReadOnlyList<FeatureMap<byte>>> LoadAll(IReadOnlyList<string> files, FeatureShape shape)
    {
        var loaded = files.Select(f => PixelTensor.Load(f, shape)).ToArray();
        var errors = loaded.SelectMany(r => r.Errors).ToArray();
        return errors.Length > 0
            ? Result<IReadOnlyList<FeatureMap<byte>>>.Fail(errors)
            : loaded.Select(r => r.Value).ToArray();
    }

    /// <summary>At most <paramref name="limit"/> files, evenly spread over the list.</summary>
    public static IReadOnlyList<string> Spread(IReadOnlyList<string> files, int limit) => files.Count <= limit
        ? files
        : [.. Enumerable.Range(0, limit).Select(k => files[(int)((long)k * files.Count / limit)])];
}
