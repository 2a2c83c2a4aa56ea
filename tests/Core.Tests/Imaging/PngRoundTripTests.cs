using System.Diagnostics;
using FpgaSeg.Core.Imaging;
using FsCheck;
using FsCheck.Fluent;

namespace FpgaSeg.Core.Tests.Imaging;

public sealed class PngRoundTripTests
{
    private static readonly Gen<Image> Images =
        from width in Gen.Choose(1, 40)
        from height in Gen.Choose(1, 40)
        from channels in Gen.Elements(1, 3)
        from smooth in Gen.Elements(1, 8, 255)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select Create(width, height, channels, smooth, seed);

    [Fact]
    public void A_saved_picture_loads_unchanged_and_saves_to_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        var (first, second) = (folder.File("a.png"), folder.File("b.png"));
        Prop.ForAll(Images.ToArbitrary(), image =>
        {
            Assert.True(ImageFile.SavePng(first, image).IsOk);
            var loaded = ImageFile.Load(first).Value;
            Fixtures.AssertSame(image, loaded);
            ImageFile.SavePng(second, loaded);
            return File.ReadAllBytes(first).SequenceEqual(File.ReadAllBytes(second));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_mask_loads_as_black_and_white()
    {
        using var folder = new TemporaryFolder();
        Prop.ForAll(Images.ToArbitrary(), picture =>
        {
            var mask = ColourConversion.ToGrey(picture);
            ImageFile.SaveMaskPng(folder.File("m.png"), mask);
            var expected = Array.ConvertAll(mask.Pixels, p => p == 0 ? (byte)0 : (byte)255);
            return ImageFile.Load(folder.File("m.png")).Value.Pixels.SequenceEqual(expected);
        }).QuickCheckThrowOnFailure();
    }

    [SkippableFact]
    public void PIL_reads_what_we_write()
    {
        const string Python = "/usr/bin/python3";
        Skip.IfNot(File.Exists(Python), "python3 is not installed: apt install python3 python3-pil");
        using var folder = new TemporaryFolder();
        var colour = Create(33, 17, 3, 255, 1);
        var mask = Create(19, 5, 1, 1, 2);
        ImageFile.SavePng(folder.File("c.png"), colour);
        ImageFile.SaveMaskPng(folder.File("m.png"), mask);
        const string Script = "import sys;from PIL import Image;a,b=[Image.open(p) for p in sys.argv[1:]];"
            + "assert (a.mode,b.mode)==('RGB','1');sys.stdout.write((a.tobytes()+b.convert('L').tobytes()).hex())";
        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", Script, folder.File("c.png"), folder.File("m.png")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var hex = process.StandardOutput.ReadToEnd();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Skip.If(errors.Contains("No module named", StringComparison.Ordinal), "PIL is not installed: apt install python3-pil");
        var expected = colour.Pixels.Concat(mask.Pixels.Select(p => p == 0 ? (byte)0 : (byte)255)).ToArray();
        Assert.Equal(Convert.ToHexStringLower(expected), hex);
    }

    private static Image Create(int width, int height, int channels, int range, int seed)
    {
        var random = new System.Random(seed);
        var image = new Image(width, height, channels);
        for (var i = 0; i < image.Pixels.Length; i++)
            image.Pixels[i] = (byte)((range < 255 ? i / channels * 3 : 0) + random.Next(range + 1));
        return image;
    }
}
