using System.Security.Cryptography;
using FpgaSeg.Core.Imaging;

namespace FpgaSeg.Core.Tests.Imaging;

public sealed class ImageResizerTests
{
    [Theory]
    [InlineData("bilinear")]
    [InlineData("nearest")]
    public void Resizes_to_the_bytes_of_PIL(string kind)
    {
        var cases = Fixtures.Resizes().Where(c => c.Kind == kind).ToArray();
        Assert.True(cases.Length > 300);
        foreach (var c in cases)
        {
            var source = c.File == "ramp" ? Ramp() : ImageFile.Load(Fixtures.PathOf(c.File)).Value;
            var actual = kind == "nearest" ? ImageResizer.ResizeNearest(source, c.Width, c.Height) : ImageResizer.Resize(source, c.Width, c.Height);
            Assert.Equal((c.Width, c.Height, source.Channels), (actual.Width, actual.Height, actual.Channels));
            Assert.True(c.Hash == Convert.ToHexStringLower(SHA256.HashData(actual.Pixels)), $"{kind} {c.File} to {c.Width}x{c.Height}");
        }
    }

    [Fact]
    public void Luma_equals_PIL()
    {
        var rgb = new Image(64, 64, 3, Fixtures.Grey("rgb"));
        Assert.Equal(Fixtures.Grey("grey"), ColourConversion.Convert(rgb, 1).Pixels);
    }

    [Fact]
    public void Grey_to_rgb_and_back_is_the_same_for_every_level()
    {
        var levels = new Image(256, 1, 1, [.. Enumerable.Range(0, 256).Select(i => (byte)i)]);
        Assert.Equal(levels.Pixels, ColourConversion.ToGrey(ColourConversion.Convert(levels, 3)).Pixels);
    }

    private static Image Ramp() => new(97, 1, 1, [.. Enumerable.Range(0, 97).Select(i => (byte)i)]);
}
