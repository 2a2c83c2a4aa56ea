using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Core.Imaging;

/// <summary>The errors of reading and writing pictures, docs/diagnostics/images.md.</summary>
internal static class ImageDiagnostics
{
    internal static Diagnostic Missing(string path) => new(
        "FS1301", "There is no such image file.", path, null, "check the path.");

    internal static Diagnostic Folder(string path) => new(
        "FS1302", "This is a folder, not an image file.", path, null, "name the image files in it.");

    internal static Diagnostic NotAnImage(string path) => new(
        "FS1303", "The file is not an image.", path,
        "it starts like none of the known formats: PNG, PNM, and with gdk-pixbuf JPEG, TIFF, BMP and GIF.", "leave it out, or convert it to PNG.");

    internal static Diagnostic Truncated(string path, string kind, string missing) => new(
        "FS1304", $"The {kind} image ends too early: {missing}.", path, null, "copy the file again from its source.");

    internal static Diagnostic Damaged(string path, string kind, string how) => new(
        "FS1305", $"The {kind} image is damaged: {how}.", path, null, "copy the file again from its source.");

    internal static Diagnostic NeedsGdkPixbuf(string path, string kind) => new(
        "FS1306", $"Reading {kind} needs gdk-pixbuf, which is not installed.", path,
        "PNG and PNM are read without it; other formats are left to that library.",
        "apt install libgdk-pixbuf-2.0-0, or convert the image to PNG.");

    internal static Diagnostic TooLarge(string path, long width, long height) => new(
        "FS1307", $"The image of {width}x{height} pixels is too large.", path,
        $"at most {ImageLimits.MaximumSide} pixels a side and {ImageLimits.MaximumPixels} in all are read.", "cut it into tiles.");

    internal static Diagnostic Unreadable(string path, string reason) => new(
        "FS1308", $"The image file cannot be read: {reason}", path, null, "check that you may read the file and its folder.");

    internal static Diagnostic Unwritable(string path, string reason) => new(
        "FS1309", $"The image file cannot be written: {reason}", path, null, "check the free space and that you may write to the folder.");
}
