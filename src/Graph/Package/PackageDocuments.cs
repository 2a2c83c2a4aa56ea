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
    ScalingDocument? Scaling = null,
    PoolAxisDocument? PoolRows = null,
    PoolAxisDocument? PoolColumns = null,
    ResizeAxisDocument? ResizeRows = null,
    ResizeAxisDocument? ResizeColumns = null,
    int[]? Channels = null,
    int[]? Offset = null,
    int[]? Block = null,
    int? Class = null,
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

/// <summary>Multipliers and shift of a rule without offsets; <paramref name="Areas"/> where multipliers belong to sizes of bins.</summary>
internal sealed record ScalingDocument(int[] Multipliers, int Shift, int[]? Areas = null);

/// <summary>One axis of an average pooling.</summary>
internal sealed record PoolAxisDocument(int InputSize, int OutputSize, int Kernel, int Stride, int PadBefore);

/// <summary>One axis of a resize.</summary>
internal sealed record ResizeAxisDocument(int InputSize, int OutputSize, int Step, int Origin, int Denominator, bool Linear);

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
