namespace FpgaSeg.Core.Tensors;

/// <summary>Shape of one feature map: channels, height, width. The batch is always one image.</summary>
public readonly record struct FeatureShape(int Channels, int Height, int Width)
{
    /// <summary>Pixels of one channel.</summary>
    public int Pixels => Height * Width;

    /// <summary>Elements over all channels.</summary>
    public int Count => Channels * Height * Width;

    public override string ToString() => $"{Channels}x{Height}x{Width}";
}
