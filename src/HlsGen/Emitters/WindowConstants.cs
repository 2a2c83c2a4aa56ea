using System.Collections.Immutable;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;

namespace FpgaSeg.HlsGen.Emitters;

/// <summary>The window geometry that window.hpp asks of a traits structure.</summary>
internal static class WindowConstants
{
    public static ImmutableArray<ConstantCode> Of(FeatureShape input, WindowGeometry window) =>
    [
        new("IN_C", input.Channels),
        new("IN_H", input.Height),
        new("IN_W", input.Width),
        new("ROWS", window.ExtentY),
        new("COLS", window.ExtentX),
        new("KERNEL_W", window.KernelWidth),
        new("TAPS", window.KernelHeight * window.KernelWidth),
        new("STRIDE_Y", window.StrideY),
        new("STRIDE_X", window.StrideX),
        new("DILATION_Y", window.DilationY),
        new("DILATION_X", window.DilationX),
        new("PAD_TOP", window.PadTop),
        new("PAD_LEFT", window.PadLeft),
        new("PAD_BOTTOM", window.PadBottom),
        new("PAD_RIGHT", window.PadRight),
    ];
}
