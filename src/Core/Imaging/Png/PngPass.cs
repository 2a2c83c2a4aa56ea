namespace FpgaSeg.Core.Imaging.Png;

/// <summary>A grid of pixels that is stored as a picture of its own: the whole one, or one of the Adam7 passes.</summary>
/// <param name="X">First column.</param>
/// <param name="Y">First row.</param>
/// <param name="StepX">Distance of columns.</param>
/// <param name="StepY">Distance of rows.</param>
/// <param name="Width">Columns of the pass.</param>
/// <param name="Height">Rows of the pass.</param>
internal readonly record struct PngPass(int X, int Y, int StepX, int StepY, int Width, int Height)
{
    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>The passes of a picture that have pixels, in file order.</summary>
    internal static IEnumerable<PngPass> Of(PngHeader header) => header.Interlaced
        ? Adam7.Select(p => new PngPass(p.X, p.Y, p.StepX, p.StepY, Count(header.Width, p.X, p.StepX), Count(header.Height, p.Y, p.StepY)))
            .Where(pass => pass.Width > 0 && pass.Height > 0)
        : [new PngPass(0, 0, 1, 1, header.Width, header.Height)];

    /// <summary>Bytes of a row without its filter byte.</summary>
    internal int RowBytes(PngHeader header) => (int)((((long)Width * header.PixelBits) + 7) / 8);

    private static int Count(int size, int first, int step) => (size - first + step - 1) / step;
}
