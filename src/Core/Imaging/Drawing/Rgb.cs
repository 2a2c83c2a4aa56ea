namespace FpgaSeg.Core.Imaging.Drawing;

/// <summary>A colour of 8 bits per channel.</summary>
public readonly record struct Rgb(byte R, byte G, byte B)
{
    /// <summary>White.</summary>
    public static Rgb White { get; } = new(255, 255, 255);

    /// <summary>Bright green, seen well on greyscale and stained tissue alike.</summary>
    public static Rgb Green { get; } = new(0, 230, 90);

    /// <summary>Orange red, for what differs.</summary>
    public static Rgb Red { get; } = new(255, 70, 40);
}
