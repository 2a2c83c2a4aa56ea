namespace FpgaSeg.Core.Imaging.Drawing;

/// <summary>A 5x7 font for the printable ASCII characters; anything else prints as '?'.</summary>
internal static class BitmapFont
{
    internal const int GlyphWidth = 5;
    internal const int GlyphHeight = 7;

    // One glyph is seven rows from the top, each a digit of base 32 whose five bits are the pixels, the left one highest.
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUV";

    private const string Signs =
        "0000000 4444004 AAA0000 AAVAVAA 4FKE5U4 OP248J3 CIK8LID 4480000 2488842 8422248 04LEL40 044V440 0000C48 000V000 00000CC 01248G0 ";

    private const string Figures =
        "EHJLPHE 4C4444E EH1248V V2421HE 26AIV22 VGU11HE 68GUHHE V124888 EHHEHHE EHHF12C 0CC0CC0 0CC0C48 248G842 00V0V00 8421248 EH12404 ";

    private const string Capitals =
        "EH1DLLE EHHVHHH UHHUHHU EHGGGHE UHHHHHU VGGUGGV VGGUGGG EHGNHHF HHHVHHH E44444E 72222IC HIKOKIH GGGGGGV HRLLHHH HHPLJHH EHHHHHE "
        + "UHHUGGG EHHHLID UHHUKIH FGGE11U V444444 HHHHHHE HHHHHA4 HHHLLLA HHA4AHH HHHA444 V1248GV E88888E 0G84210 E22222E 4AH0000 000000V ";

    private const string Smalls =
        "8420000 00E1FHF GGMPHHU 00EGGHE 11DJHHF 00EHVGE 698S888 00FHF1E GGMPHHH 40C444E 20622IC GGIKOKI C44444E 00QLLHH 00MPHHH 00EHHHE "
        + "00UHUGG 00DJF11 00MPGGG 00EGE1U 88S8896 00HHHJD 00HHHA4 00HHLLA 00HA4AH 00HHF1E 00V248V 2448442 4444444 8442448 008L200";

    private static readonly string[] Glyphs = (Signs + Figures + Capitals + Smalls).Split(' ');

    /// <summary>Whether the glyph of <paramref name="character"/> has a pixel at (x, y).</summary>
    internal static bool IsSet(char character, int x, int y)
    {
        var glyph = Glyphs[(character is >= ' ' and <= '~' ? character : '?') - ' '];
        return ((Digits.IndexOf(glyph[y], StringComparison.Ordinal) >> (GlyphWidth - 1 - x)) & 1) != 0;
    }
}
