using System.Buffers.Binary;
using System.Text;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Imaging;

namespace FpgaSeg.Core.Tests.Imaging;

public sealed class ImageErrorTests
{
    private static readonly byte[] Png = File.ReadAllBytes(Fixtures.PathOf("pil_rgb.png"));

    [Fact]
    public void A_missing_file_is_FS1301() => Golden.Verify("FS1301", ImageFile.Load("no/such/image.png"));

    [Fact]
    public void A_folder_is_FS1302()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Single(ImageFile.Load(folder.Path).Errors);
        Golden.Verify("FS1302", error with { At = "images" });
    }

    [Fact]
    public void Text_is_FS1303() => Golden.Verify("FS1303", ImageFile.Decode("not an image"u8.ToArray(), "notes.txt"));

    [Fact]
    public void An_empty_file_is_FS1303() => Assert.Equal("FS1303", ImageFile.Decode([], "empty.png").Errors[0].Code);

    [Fact]
    public void A_cut_png_is_FS1304() => Golden.Verify("FS1304", ImageFile.Decode(Png[..^5], "cut.png"));

    [Fact]
    public void A_cut_pnm_is_FS1304() => Golden.Verify("FS1304-pnm", ImageFile.Decode("P5 4 4 255\n123"u8.ToArray(), "cut.pgm"));

    [Fact]
    public void A_flipped_byte_is_FS1305()
    {
        var bytes = Png.ToArray();
        bytes[60] ^= 1;
        Golden.Verify("FS1305", ImageFile.Decode(bytes, "flipped.png"));
    }

    [Fact]
    public void A_value_above_the_maximum_is_FS1305() =>
        Golden.Verify("FS1305-pnm", ImageFile.Decode("P2 1 1 15\n16"u8.ToArray(), "level.pgm"));

    [Fact]
    public void A_format_of_gdk_pixbuf_without_it_is_FS1306() =>
        Golden.Verify("FS1306", ImageDiagnostics.NeedsGdkPixbuf("scan.jpg", "JPEG"));

    [Fact]
    public void A_huge_size_is_FS1307_before_anything_is_allocated() =>
        Golden.Verify("FS1307", ImageFile.Decode(WithSize(100_000, 70_000), "huge.png"));

    [Fact]
    public void A_huge_pnm_is_FS1307() =>
        Assert.Equal("FS1307", ImageFile.Decode(Encoding.ASCII.GetBytes("P6 99999999999 9 255\n"), "huge.ppm").Errors[0].Code);

    [Fact]
    public void A_size_that_the_pixels_cannot_fill_is_FS1304_before_they_are_allocated() =>
        Assert.Equal("FS1304", ImageFile.Decode(WithSize(8192, 8192), "empty.png").Errors[0].Code);

    [Fact]
    public void A_file_that_cannot_be_read_is_FS1308() =>
        Golden.Verify("FS1308", ImageDiagnostics.Unreadable("secret.png", "Access to the path is denied."));

    [Fact]
    public void A_file_that_cannot_be_written_is_FS1309()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("file"), "");
        var result = ImageFile.SavePng(Path.Combine(folder.File("file"), "x.png"), new Image(1, 1, 1));
        Assert.Equal("FS1309", Assert.Single(result.Errors).Code);
        Golden.Verify("FS1309", ImageDiagnostics.Unwritable("out/mask.png", "No space left on device."));
    }

    // The header with its checksum made right again, so that only the size is wrong.
    private static byte[] WithSize(int width, int height)
    {
        var bytes = Png.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(29), Crc(bytes.AsSpan(12, 17)));
        return bytes;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++)
                crc = (crc >> 1) ^ (0xEDB88320u & (uint)-(int)(crc & 1));
        }
        return ~crc;
    }
}
