using System.Text.Json;
using System.Text.Json.Serialization;

namespace FpgaSeg.Graph.Package;

/// <summary>manifest.json.</summary>
internal sealed record ManifestDocument(
    int FormatVersion,
    string Tool,
    string SourceName,
    string SourceSha256,
    double[] InputMean,
    double[] InputStandardDeviation,
    string GraphSha256,
    string TensorsSha256);

/// <summary>graph.json.</summary>
internal sealed record GraphDocument(NodeDocument[] Nodes);

/// <summary>One node: fields that its operator does not use are absent.</summary>
internal sealed record NodeDocument(
    string Name,
    string Operator,
    int[] Inputs,
    int[] Shape,
    int Bits,
    bool Signed,
    double Scale,
    string? Source = null,
    RequantizerDocument? Requantizer = null,
    ConvDocument? Conv = null,
    WindowDocument? Window = null,
    AddDocument? Add = null,
    string? UpsampleMode = null,
    int[]? Table = null,
    int? Threshold = null);

/// <summary>M, B, S of the rounding rule.</summary>
internal sealed record RequantizerDocument(int[] Multipliers, long[] Offsets, int Shift);

/// <summary>Weights stand in tensors.bin, one signed byte each in OIHW order, from byte <paramref name="Offset"/>.</summary>
internal sealed record ConvDocument(int[] KernelShape, int WeightBits, int Groups, int Offset, int[]? RectifierBias = null);

/// <summary>Kernel, stride, pads (top, left, bottom, right) and dilation.</summary>
internal sealed record WindowDocument(int[] Kernel, int[] Stride, int[] Pads, int[] Dilation);

/// <summary>Multipliers and shift of the addition.</summary>
internal sealed record AddDocument(int MultiplierA, int MultiplierB, int Shift);

[JsonSerializable(typeof(ManifestDocument))]
[JsonSerializable(typeof(GraphDocument))]
[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
internal sealed partial class PackageContext : JsonSerializerContext;
