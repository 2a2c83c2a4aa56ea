using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Verification.Accuracy;

/// <summary>An engine that turns raw pixels into a mask.</summary>
public interface ISegmenter
{
    /// <summary>Shape of the images it takes.</summary>
    FeatureShape InputShape { get; }

    /// <summary>The mask of one image.</summary>
    Mask Segment(FeatureMap<byte> pixels);
}
