namespace FpgaSeg.Core.Imaging.Gdk;

/// <summary>Stops a loader from allocating a picture beyond <see cref="ImageLimits"/>: it then decodes to a single pixel.</summary>
internal sealed class GdkSizeLimit : IDisposable
{
    private readonly GdkPixbufLibrary _library;

    // The library keeps only the address: the delegate must live as long as the loader.
    private readonly GdkPixbufLibrary.SizePrepared _handler;

    internal GdkSizeLimit(GdkPixbufLibrary library, nint loader)
    {
        _library = library;
        _handler = Check;
        library.OnSizePrepared(loader, _handler);
    }

    /// <summary>The size that was refused, or null.</summary>
    internal (int Width, int Height)? Exceeded { get; private set; }

    /// <inheritdoc />
    public void Dispose() => GC.KeepAlive(_handler);

    private void Check(nint loader, int width, int height, nint data)
    {
        if (ImageLimits.Allows(width, height))
            return;
        Exceeded = (width, height);
        _library.SetSize(loader, 1, 1);
    }
}
