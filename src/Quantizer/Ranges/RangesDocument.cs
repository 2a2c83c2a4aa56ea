using System.Text.Json.Serialization;

namespace FpgaSeg.Quantizer.Ranges;

/// <summary>The ranges file as it stands on disk (docs/quantization.md).</summary>
internal sealed record RangesDocument(
    string Format,
    string? SourceSha256 = null,
    SortedDictionary<string, ValueDocument>? Activations = null,
    SortedDictionary<string, ValueDocument>? Skips = null,
    SortedDictionary<string, WeightDocument>? Weights = null,
    SortedDictionary<string, double[]>? Equalization = null);

/// <summary>Format and scale of one value.</summary>
internal sealed record ValueDocument(int Bits, bool Signed, double Scale);

/// <summary>Width and scales of one convolution's weights.</summary>
internal sealed record WeightDocument(int Bits, double[] Scales);

[JsonSerializable(typeof(RangesDocument))]
[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
internal sealed partial class RangesContext : JsonSerializerContext;
