using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph;

/// <summary>
/// How a window slides over a feature map: output (y, x) covers input rows y * StrideY - PadTop + ky * DilationY, columns likewise.
/// </summary>
public sealed record WindowGeometry(
    int KernelHeight,
    int KernelWidth,
    int StrideY = 1,
    int StrideX = 1,
    int PadTop = 0,
    int PadLeft = 0,
    int PadBottom = 0,
    int PadRight = 0,
    int DilationY = 1,
    int DilationX = 1)
{
    /// <summary>A square window of odd size at stride 1 that keeps height and width.</summary>
    public static WindowGeometry Same(int kernel) =>
        new(kernel, kernel, PadTop: kernel / 2, PadLeft: kernel / 2, PadBottom: kernel / 2, PadRight: kernel / 2);

    /// <summary>Rows from the first to the last tap, dilation included.</summary>
    public int ExtentY => ((KernelHeight - 1) * DilationY) + 1;

    /// <summary>Columns from the first to the last tap, dilation included.</summary>
    public int ExtentX => ((KernelWidth - 1) * DilationX) + 1;

    /// <summary>Shape that a window with <paramref name="channels"/> output channels gives; not positive where the window does not fit.</summary>
    public FeatureShape OutputShape(FeatureShape input, int channels) => new(
        channels,
        Steps(input.Height + PadTop + PadBottom - ExtentY, StrideY),
        Steps(input.Width + PadLeft + PadRight - ExtentX, StrideX));

    private static int Steps(int room, int stride) => room < 0 ? 0 : (room / stride) + 1;
}
