using System.Runtime.InteropServices;

namespace FpgaSeg.Core.Imaging.Gdk;

/// <summary>The functions of gdk-pixbuf that decoding needs, bound when the library is found at run time.</summary>
internal sealed class GdkPixbufLibrary
{
    private readonly NewFunction _new;
    private readonly WriteFunction _write;
    private readonly CloseFunction _close;
    private readonly ReadFunction _getPixbuf;
    private readonly ReadFunction _getPixels;
    private readonly NumberFunction _getWidth;
    private readonly NumberFunction _getHeight;
    private readonly NumberFunction _getChannels;
    private readonly NumberFunction _getRowStride;
    private readonly SetSizeFunction _setSize;
    private readonly ReleaseFunction _release;
    private readonly ConnectFunction _connect;

    private GdkPixbufLibrary(nint pixbuf, nint gobject)
    {
        _new = Bind<NewFunction>(pixbuf, "gdk_pixbuf_loader_new");
        _write = Bind<WriteFunction>(pixbuf, "gdk_pixbuf_loader_write");
        _close = Bind<CloseFunction>(pixbuf, "gdk_pixbuf_loader_close");
        _getPixbuf = Bind<ReadFunction>(pixbuf, "gdk_pixbuf_loader_get_pixbuf");
        _setSize = Bind<SetSizeFunction>(pixbuf, "gdk_pixbuf_loader_set_size");
        _getPixels = Bind<ReadFunction>(pixbuf, "gdk_pixbuf_get_pixels");
        _getWidth = Bind<NumberFunction>(pixbuf, "gdk_pixbuf_get_width");
        _getHeight = Bind<NumberFunction>(pixbuf, "gdk_pixbuf_get_height");
        _getChannels = Bind<NumberFunction>(pixbuf, "gdk_pixbuf_get_n_channels");
        _getRowStride = Bind<NumberFunction>(pixbuf, "gdk_pixbuf_get_rowstride");
        _release = Bind<ReleaseFunction>(gobject, "g_object_unref");
        _connect = Bind<ConnectFunction>(gobject, "g_signal_connect_data");
    }

    internal delegate void SizePrepared(nint loader, int width, int height, nint data);

    private delegate nint NewFunction();

    private delegate int WriteFunction(nint loader, byte[] bytes, nuint count, nint error);

    private delegate int CloseFunction(nint loader, nint error);

    private delegate nint ReadFunction(nint instance);

    private delegate int NumberFunction(nint pixbuf);

    private delegate void SetSizeFunction(nint loader, int width, int height);

    private delegate void ReleaseFunction(nint instance);

    private delegate ulong ConnectFunction(nint instance, [MarshalAs(UnmanagedType.LPUTF8Str)] string signal, SizePrepared handler, nint data, nint destroy, int flags);

    /// <summary>The library, or null where it is not installed.</summary>
    internal static GdkPixbufLibrary? Instance { get; } = Load();

    internal nint NewLoader() => _new();

    internal bool Write(nint loader, byte[] bytes) => _write(loader, bytes, (nuint)bytes.Length, 0) != 0;

    internal bool Close(nint loader) => _close(loader, 0) != 0;

    internal nint GetPixbuf(nint loader) => _getPixbuf(loader);

    internal void SetSize(nint loader, int width, int height) => _setSize(loader, width, height);

    internal void OnSizePrepared(nint loader, SizePrepared handler) => _connect(loader, "size-prepared", handler, 0, 0, 0);

    internal void Release(nint instance) => _release(instance);

    /// <summary>The pixels as RGB; rows of the library are padded and may hold alpha.</summary>
    internal Image Copy(nint pixbuf)
    {
        var (width, height, channels, stride) = (_getWidth(pixbuf), _getHeight(pixbuf), _getChannels(pixbuf), _getRowStride(pixbuf));
        var image = new Image(width, height, 3);
        var row = new byte[width * channels];
        for (var y = 0; y < height; y++)
        {
            Marshal.Copy(_getPixels(pixbuf) + ((nint)y * stride), row, 0, row.Length);
            var target = image.Row(y);
            for (var x = 0; x < width; x++)
                row.AsSpan(x * channels, 3).CopyTo(target[(3 * x)..]);
        }
        return image;
    }

    private static GdkPixbufLibrary? Load() =>
        NativeLibrary.TryLoad("libgdk_pixbuf-2.0.so.0", out var pixbuf) && NativeLibrary.TryLoad("libgobject-2.0.so.0", out var gobject)
            ? new GdkPixbufLibrary(pixbuf, gobject)
            : null;

    private static T Bind<T>(nint library, string name)
        where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(library, name));
}
