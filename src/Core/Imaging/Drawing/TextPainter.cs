namespace FpgaSeg.Core.Imaging.Drawing;

/// <summary>Writes one line of text into a picture.</summary>
public static class TextPainter
{
    // One blank column between glyphs.
    private const int Advance = BitmapFont.GlyphWidth + 1;

    /// <summary>Rows that a line takes at <paramref name="scale"/>.</summary>
    public static int HeightOf(int scale) => BitmapFont.GlyphHeight * scale;

    /// <summary>Columns that <paramref name="text"/> takes at <paramref name="scale"/>.</summary>
    public static int WidthOf(string text, int scale) => Math.Max(0, (text.Length * Advance) - 1) * scale;

    /// <summary>Paints <paramref name="text"/> into an RGB picture, its upper left corner at (x, y); what lies outside is cut off.</summary>
    public static void Draw(Image picture, string text, int x, int y, int scale, Rgb colour)
    {
        for (var i = 0; i < text.Length; i++)
            DrawGlyph(picture, text[i], x + (i * Advance * scale), y, scale, colour);
    }

    private static void DrawGlyph(Image picture, char character, int left, int top, int scale, Rgb colour)
    {
        for (var y = 0; y < BitmapFont.GlyphHeight; y++)
        {
            for (var x = 0; x < BitmapFont.GlyphWidth; x++)
            {
                if (BitmapFont.IsSet(character, x, y))
                    Canvas.Fill(picture, left + (x * scale), top + (y * scale), scale, scale, colour);
            }
        }
    }
}
