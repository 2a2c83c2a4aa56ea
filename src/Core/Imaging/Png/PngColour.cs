namespace FpgaSeg.Core.Imaging.Png;

/// <summary>Colour types by their number in the file.</summary>
internal enum PngColour
{
    /// <summary>Grey.</summary>
    Grey = 0,
    /// <summary>Red, green, blue.</summary>
    Rgb = 2,
    /// <summary>Index into the palette.</summary>
    Palette = 3,
    /// <summary>Grey with alpha.</summary>
    GreyAlpha = 4,
    /// <summary>Red, green, blue with alpha.</summary>
    RgbAlpha = 6,
}
