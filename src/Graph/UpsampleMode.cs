namespace FpgaSeg.Graph;

/// <summary>How a feature map is doubled in height and width.</summary>
public enum UpsampleMode
{
    /// <summary>Each pixel becomes a 2x2 block.</summary>
    Nearest,

    /// <summary>align_corners=False (ONNX half_pixel): weights 9, 3, 3, 1 over 16, edges repeated.</summary>
    Bilinear,
}
