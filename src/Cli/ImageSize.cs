using System.Globalization;
using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Cli;

/// <summary>--size; both null where it was not given.</summary>
internal readonly record struct ImageSize(int? Height, int? Width)
{
    /// <summary>Reads rows x columns, as 256x192.</summary>
    public static Result<ImageSize> Parse(string? text)
    {
        if (text is null)
            return default(ImageSize);
        var parts = text.Split('x', 'X');
        return parts.Length == 2 && Side(parts[0]) is { } height && Side(parts[1]) is { } width
            ? new ImageSize(height, width)
            : UsageErrors.Of($"--size '{text}' is not rows x columns.", "give two positive numbers: --size 256x256");
    }

    private static int? Side(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var side) && side > 0 ? side : null;
}
