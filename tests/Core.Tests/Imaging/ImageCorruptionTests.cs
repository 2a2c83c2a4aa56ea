using FpgaSeg.Core.Imaging;

namespace FpgaSeg.Core.Tests.Imaging;

public sealed class ImageCorruptionTests
{
    public static TheoryData<string> Files() => Fixtures.Names("decode");

    [Theory]
    [MemberData(nameof(Files))]
    public void A_cut_file_is_refused_or_whole_enough(string file)
    {
        var bytes = File.ReadAllBytes(Fixtures.PathOf(file));
        for (var length = 0; length < bytes.Length; length += 1 + (bytes.Length / 200))
        {
            var result = ImageFile.Decode(bytes[..length], file);
            // A PNM has no end mark: without its last line break it is still whole.
            Assert.True(!result.IsOk || (!file.EndsWith(".png", StringComparison.Ordinal) && length >= bytes.Length - 4));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_flipped_bit_of_a_png_is_always_noticed(string file)
    {
        var bytes = File.ReadAllBytes(Fixtures.PathOf(file));
        for (var i = 0; i < bytes.Length; i += 1 + (bytes.Length / 300))
        {
            bytes[i] ^= (byte)(1 << (i % 8));
            var result = ImageFile.Decode(bytes, file);
            Assert.True(!result.IsOk || !file.EndsWith(".png", StringComparison.Ordinal), $"byte {i} of {file}");
            bytes[i] ^= (byte)(1 << (i % 8));
        }
    }

    [Fact]
    public void Random_bytes_after_a_known_start_never_throw()
    {
        var random = new Random(5);
        byte[][] starts = [[0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10], [.. "P1 "u8], [.. "P3 2 2 "u8], [.. "P6\n"u8], [.. "P4#"u8]];
        for (var i = 0; i < 2000; i++)
        {
            var tail = new byte[random.Next(60)];
            random.NextBytes(tail);
            _ = ImageFile.Decode([.. starts[i % starts.Length], .. tail], "random").IsOk;
        }
    }

    [SkippableTheory]
    [InlineData("other.bmp")]
    [InlineData("other.tif")]
    [InlineData("flat.jpg")]
    public void Damaged_files_of_gdk_pixbuf_never_throw(string file)
    {
        var bytes = File.ReadAllBytes(Fixtures.PathOf(file));
        Skip.IfNot(ImageFile.Decode(bytes, file).IsOk, "gdk-pixbuf is not installed: apt install libgdk-pixbuf-2.0-0");
        for (var i = 4; i < bytes.Length; i += 1 + (bytes.Length / 60))
        {
            bytes[i] ^= 0x40;
            _ = ImageFile.Decode(bytes, file).IsOk;
            _ = ImageFile.Decode(bytes[..i], file).IsOk;
            bytes[i] ^= 0x40;
        }
    }
}
