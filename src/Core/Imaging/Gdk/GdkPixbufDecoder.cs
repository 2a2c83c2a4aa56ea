using System.Diagnostics.CodeAnalysis;

namespace FpgaSeg.Core.Imaging.Gdk;

/// <summary>Decodes JPEG, TIFF, BMP and GIF through the system's gdk-pixbuf, without a rotation by its EXIF tag. Alpha is ignored.</summary>
internal static class GdkPixbufDecoder
{
    /// <summary>False where the library is not installed.</summary>
    /// <exception cref="ImageDamage">The library refuses the file.</exception>
    /// <exception cref="ImageTooLarge">The header exceeds <see cref="ImageLimits"/>.</exception>
    internal static bool TryDecode(byte[] file, [NotNullWhen(true)] out Image? image)
    {
        image = null;
        if (GdkPixbufLibrary.Instance is not { } library)
            return false;
        var loader = library.NewLoader();
        var limit = new GdkSizeLimit(library, loader);
        try
        {
            var complete = library.Write(loader, file) & library.Close(loader);
            if (limit.Exceeded is { } size)
                throw new ImageTooLarge(size.Width, size.Height);
            var pixels = complete ? library.GetPixbuf(loader) : 0;
            if (pixels == 0)
                throw ImageDamage.Damaged("gdk-pixbuf cannot decode it");
            image = library.Copy(pixels);
            return true;
        }
        finally
        {
            library.Release(loader);
            limit.Dispose();
        }
    }
}
