namespace FpgaSeg.Core.Imaging;

/// <summary>A header asks for more than <see cref="ImageLimits"/> allows; it never leaves the assembly.</summary>
internal sealed class ImageTooLarge(long width, long height) : Exception
{
    internal long Width { get; } = width;

    internal long Height { get; } = height;
}
