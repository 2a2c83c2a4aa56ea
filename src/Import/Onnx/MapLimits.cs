using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Import.Onnx;

/// <summary>Sizes beyond which a feature map is taken for a mistake; they also keep index arithmetic inside 32 bits.</summary>
internal static class MapLimits
{
    public const int Side = 16384;
    public const int Count = 1 << 28;

    public static bool Allows(FeatureShape shape) =>
        shape is { Channels: >= 1 and <= Side, Height: >= 1 and <= Side, Width: >= 1 and <= Side }
        && (long)shape.Channels * shape.Pixels <= Count;
}
