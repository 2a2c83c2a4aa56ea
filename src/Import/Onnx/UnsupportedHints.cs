namespace FpgaSeg.Import.Onnx;

/// <summary>What to do about operators that users meet often; everything else gets the general advice.</summary>
internal static class UnsupportedHints
{
    private const string FixedSize =
        "export with a fixed input size and simplify the model (onnxsim): shape arithmetic then becomes constants.";
    private const string MaskHead = "leave it out of the export: the mask is logit > 0 of one channel.";
    private const string FloatModel = "give the float model; FpgaSeg quantizes it itself.";

    private static readonly Dictionary<string, string> Hints = new(StringComparer.Ordinal)
    {
        ["Shape"] = FixedSize,
        ["Gather"] = FixedSize,
        ["Unsqueeze"] = FixedSize,
        ["Slice"] = FixedSize,
        ["Cast"] = FixedSize,
        ["Floor"] = FixedSize,
        ["ConstantOfShape"] = FixedSize,
        ["Softmax"] = MaskHead,
        ["ArgMax"] = MaskHead,
        ["Greater"] = MaskHead,
        ["QuantizeLinear"] = FloatModel,
        ["DequantizeLinear"] = FloatModel,
        ["QLinearConv"] = FloatModel,
        ["ConvInteger"] = FloatModel,
        ["InstanceNormalization"] = "train with batch norm: its statistics are fixed at inference.",
        ["LayerNormalization"] = "train with batch norm: its statistics are fixed at inference.",
        ["ConvTranspose"] = "upsample by 2 (bilinear or nearest), then convolve.",
        ["AveragePool"] = "use max pooling, or a convolution with stride 2.",
    };

    public static string For(string opType) =>
        Hints.GetValueOrDefault(opType, "replace it by supported operators in the network definition, then export again.");
}
