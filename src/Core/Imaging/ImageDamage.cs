namespace FpgaSeg.Core.Imaging;

/// <summary>Carries what is wrong with a file's bytes from a decoder's depth to <see cref="ImageFile"/>; it never leaves the assembly.</summary>
internal sealed class ImageDamage(string message, bool truncated) : Exception(message)
{
    /// <summary>Whether the file merely ends too early.</summary>
    internal bool IsTruncated { get; } = truncated;

    internal static ImageDamage Truncated(string missing) => new(missing, truncated: true);

    internal static ImageDamage Damaged(string how) => new(how, truncated: false);
}
