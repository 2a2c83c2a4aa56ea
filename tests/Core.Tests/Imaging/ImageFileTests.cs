using System.IO.Compression;
using FpgaSeg.Core.Imaging;

namespace FpgaSeg.Core.Tests.Imaging;

public sealed class ImageFileTests
{
    public static TheoryData<string> Decodable() => Fixtures.Names("decode");

    public static TheoryData<string> ForGdk() => Fixtures.Names("gdk");

    [Theory]
    [MemberData(nameof(Decodable))]
    public void Png_and_pnm_decode_as_PIL_does(string file) =>
        Fixtures.AssertSame(Fixtures.Expected("decode", file), ImageFile.Load(Fixtures.PathOf(file)).Value);

    [SkippableTheory]
    [MemberData(nameof(ForGdk))]
    public void Other_formats_decode_through_gdk_pixbuf(string file)
    {
        var result = ImageFile.Load(Fixtures.PathOf(file));
        Skip.If(!result.IsOk && result.Errors[0].Code == "FS1306", "gdk-pixbuf is not installed: apt install libgdk-pixbuf-2.0-0");
        Fixtures.AssertSame(Fixtures.Expected("gdk", file), result.Value);
    }

    [SkippableFact]
    public void A_damaged_jpeg_is_refused()
    {
        var bytes = File.ReadAllBytes(Fixtures.PathOf("flat.jpg"))[..20];
        var result = ImageFile.Decode(bytes, "x.jpg");
        Skip.If(result.Errors[0].Code == "FS1306", "gdk-pixbuf is not installed: apt install libgdk-pixbuf-2.0-0");
        Assert.Equal("FS1305", result.Errors[0].Code);
    }

    [Fact]
    public void Every_colour_type_depth_and_interlace_is_among_the_fixtures() => Assert.True(Fixtures.Names("decode").Count >= 60);

    [Fact]
    public void Deflate_reaches_no_better_ratio_than_the_decoder_assumes()
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            zlib.Write(new byte[1 << 24]);
        Assert.True(packed.Length * 1032 >= 1 << 24);
    }

    [Fact]
    public void A_large_black_picture_passes_the_ratio_check()
    {
        using var folder = new TemporaryFolder();
        var image = new Image(2048, 1024, 1);
        Assert.True(ImageFile.SavePng(folder.File("black.png"), image).IsOk);
        Fixtures.AssertSame(image, ImageFile.Load(folder.File("black.png")).Value);
    }
}
