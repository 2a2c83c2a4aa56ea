using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Imaging.Drawing;

namespace FpgaSeg.Core.Tests.Imaging.Drawing;

public sealed class DrawingTests
{
    [Fact]
    public void Text_is_painted_in_the_shapes_of_the_font()
    {
        string[] expected =
        [
            ".###..####......#..###.",
            "#...#.#...#.....#.#...#",
            "#...#.#...#..##.#.....#",
            "#####.####..#..##....#.",
            "#...#.#...#.#...#...#..",
            "#...#.#...#.#...#......",
            "#...#.####...####...#..",
        ];
        Assert.Equal(23, TextPainter.WidthOf("ABd?", 1));
        Assert.Equal(expected, Rows(Paint("ABd?", 0)));
        Assert.Equal(expected.Select(row => row[2..] + ".."), Rows(Paint("ABd?", -2)));
    }

    [Fact]
    public void Every_printable_character_has_a_shape_of_its_own_and_others_are_question_marks()
    {
        var shapes = Enumerable.Range(' ', 95).Select(c => string.Concat(Rows(Paint(((char)c).ToString(), 0)))).ToArray();
        Assert.Equal(95, shapes.Distinct().Count());
        Assert.Equal(Rows(Paint("?", 0)), Rows(Paint("\u00e9", 0)));
        Assert.DoesNotContain('#', shapes[0]);
    }

    [Fact]
    public void An_overlay_tints_the_inside_and_draws_the_outline_in_full()
    {
        var image = new Image(5, 5, 1, [.. Enumerable.Repeat((byte)100, 25)]);
        var mask = new Image(5, 5, 1);
        for (var y = 0; y < 5; y++)
            mask.Row(y)[..4].Fill(1);
        var overlay = MaskOverlay.Draw(image, mask, new Rgb(200, 0, 100), 0.25);
        // Columns 0 to 2 are inside (the border closes no outline), 3 is the outline, 4 is background.
        for (var y = 0; y < 5; y++)
            Assert.Equal([125, 75, 100, 125, 75, 100, 125, 75, 100, 200, 0, 100, 100, 100, 100], overlay.Row(y).ToArray());
        Assert.All(image.Pixels, p => Assert.Equal(100, p));
    }

    [Fact]
    public void A_sheet_shows_each_picture_in_its_cell()
    {
        var red = Filled(10, 10, 255, 0, 0);
        var wide = Filled(20, 10, 0, 0, 255);
        var sheet = ContactSheet.Draw("", ["a", "b"], [new ContactRow("", [new(red), new(wide)]), new ContactRow("", [new(null), new(red)])], 40);
        // Margin 16, a line of text 14 + 8, cells of 40, gaps 8 between columns and 8 + 22 + 8 between rows.
        Assert.Equal((16 + 40 + 8 + 40 + 16, 16 + 22 + 40 + 38 + 40 + 22 + 16), (sheet.Width, sheet.Height));
        Assert.Equal(40 * 40, Count(sheet, 16, 38, 40, 40, (255, 0, 0)));
        Assert.Equal(40 * 20, Count(sheet, 64, 48, 40, 20, (0, 0, 255)));
        Assert.Equal(0, Count(sheet, 16, 116, 40, 40, (255, 0, 0)));
        Assert.Equal(2 * 40 * 40, Count(sheet, 0, 0, sheet.Width, sheet.Height, (255, 0, 0)));
    }

    [Fact]
    public void A_sheet_is_as_wide_as_its_texts()
    {
        var sheet = ContactSheet.Draw(new string('t', 40), ["a"], [new ContactRow("row", [new(null, new string('c', 30))])], 8);
        Assert.True(sheet.Width >= TextPainter.WidthOf(new string('t', 40), 3));
        Assert.True(sheet.Width >= TextPainter.WidthOf(new string('c', 30) + "row", 2));
    }

    [Fact]
    public void Wrong_sizes_are_a_bug_of_the_caller()
    {
        Assert.Throws<ArgumentException>(() => MaskOverlay.Draw(new Image(2, 2, 1), new Image(2, 1, 1), Rgb.Red));
        Assert.Throws<ArgumentException>(() => ContactSheet.Draw("", ["a"], [new ContactRow("", [])]));
    }

    private static Image Paint(string text, int x)
    {
        var picture = new Image(23, 7, 3);
        TextPainter.Draw(picture, text, x, 0, 1, Rgb.White);
        return picture;
    }

    private static string[] Rows(Image picture) =>
        [.. Enumerable.Range(0, picture.Height).Select(y => string.Concat(Enumerable.Range(0, picture.Width).Select(x => picture.Row(y)[3 * x] != 0 ? '#' : '.')))];

    private static Image Filled(int width, int height, byte r, byte g, byte b) =>
        new(width, height, 3, [.. Enumerable.Repeat(new[] { r, g, b }, width * height).SelectMany(p => p)]);

    private static int Count(Image picture, int left, int top, int width, int height, (byte R, byte G, byte B) colour)
    {
        var count = 0;
        for (var y = top; y < top + height; y++)
        {
            for (var x = left; x < left + width; x++)
                count += (picture.Row(y)[3 * x], picture.Row(y)[(3 * x) + 1], picture.Row(y)[(3 * x) + 2]) == colour ? 1 : 0;
        }
        return count;
    }
}
