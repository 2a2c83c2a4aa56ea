using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Planning.Stages;

/// <summary>Which kernel of hw/hls computes a convolution.</summary>
internal enum ConvolutionKind
{
    General,
    Depthwise,
    Pointwise,
}

/// <summary>Sorts convolutions by the kernel that fits them best; the general one computes all of them.</summary>
internal static class ConvolutionKinds
{
    private static readonly WindowGeometry OnePixel = new(1, 1);

    public static ConvolutionKind Of(IntegerConv2d conv)
    {
        // Dilation has no meaning for a single tap.
        if (conv.Groups == 1 && conv.Window with { DilationY = 1, DilationX = 1 } == OnePixel)
            return ConvolutionKind.Pointwise;
        var depthwise = conv.Kernel.Shape.InChannelsPerGroup == 1 && conv.Groups == conv.Kernel.Shape.OutChannels;
        return depthwise ? ConvolutionKind.Depthwise : ConvolutionKind.General;
    }
}
