namespace FpgaSeg.Import.Onnx;

/// <summary>What to do about operators that users meet often; everything else gets the general advice.</summary>
internal static class UnsupportedHints
{
    /// <summary>What to do about normalisations by statistics of the image.</summary>
    public const string BatchNorm = "train with batch norm: its statistics are fixed at inference.";

    private const string MaskHead = "leave it out of the export: the mask is logit > 0 of one channel.";
    private const string FloatModel = "give the float model; FpgaSeg quantizes it itself.";
    private const string Feedforward = "use a convolutional network: a frame passes through once, without state or branches.";
    private const string Attention = "use convolutions or squeeze-and-excite gates: attention multiplies maps with each other.";
    private const string Unpooling = "upsample instead (bilinear, nearest or ConvTranspose): indices of a pooling are not kept.";

    private static readonly Dictionary<string, string> Hints = new(StringComparer.Ordinal)
    {
        ["If"] = Feedforward,
        ["Loop"] = Feedforward,
        ["Scan"] = Feedforward,
        ["LSTM"] = Feedforward,
        ["GRU"] = Feedforward,
        ["RNN"] = Feedforward,
        ["Attention"] = Attention,
        ["MultiHeadAttention"] = Attention,
        ["Einsum"] = Attention,
        ["InstanceNormalization"] = BatchNorm,
        ["LayerNormalization"] = BatchNorm,
        ["GroupNormalization"] = BatchNorm,
        ["RMSNormalization"] = BatchNorm,
        ["MeanVarianceNormalization"] = BatchNorm,
        ["LRN"] = BatchNorm,
        ["MaxUnpool"] = Unpooling,
        ["MaxRoiPool"] = Unpooling,
        ["RoiAlign"] = Unpooling,
        ["GridSample"] = "resize by a fixed factor: sampling at computed places cannot be streamed.",
        ["AffineGrid"] = "resize by a fixed factor: sampling at computed places cannot be streamed.",
        ["DeformConv"] = "use an ordinary or dilated convolution: its taps stand still.",
        ["TopK"] = MaskHead,
        ["NonMaxSuppression"] = MaskHead,
        ["Less"] = MaskHead,
        ["LessOrEqual"] = MaskHead,
        ["QuantizeLinear"] = FloatModel,
        ["DequantizeLinear"] = FloatModel,
        ["QLinearConv"] = FloatModel,
        ["ConvInteger"] = FloatModel,
        ["MatMulInteger"] = FloatModel,
    };

    /// <summary>The cure for an operator.</summary>
    public static string For(string opType) => Hints.TryGetValue(opType, out var hint) ? hint
        : opType.Contains('.', StringComparison.Ordinal)
            ? "it is no ONNX operator, and the model does not define it: export without custom operators."
            : "replace it by supported operators in the network definition, then export again.";
}
