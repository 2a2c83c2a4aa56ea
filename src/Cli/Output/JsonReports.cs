using System.Text.Json;
using System.Text.Json.Serialization;
using FpgaSeg.Reports.Stream;

namespace FpgaSeg.Cli.Output;

/// <summary>quantize --json; sensitivity is empty unless it was asked for.</summary>
internal sealed record QuantizeReport(
    string ModelId, string Output, int CalibrationImages, long WeightBytes, string[] Folded, LayerJson[] Layers, long SkipBytes, SensitivityJson[] Sensitivity);

/// <summary>SQNR of the logit, in decibels, when one thing alone (weights, activation or skip) has this width.</summary>
internal sealed record SensitivityJson(string Kind, string Name, int Bits, double LogitSqnrDb);

/// <summary>One value of the quantized network; sqnr_db is null where integer and float are equal.</summary>
internal sealed record LayerJson(
    string Name,
    string Operator,
    string Format,
    int Bits,
    double Scale,
    double FloatMin,
    double FloatMax,
    double? SqnrDb,
    double SaturatedPercent,
    double MaxLsb,
    string Source,
    int? WeightBits);

/// <summary>simulate --json.</summary>
internal sealed record SimulateReport(string ModelId, SimulatedImage[] Images);

/// <summary>One mask; ms is the simulation alone.</summary>
internal sealed record SimulatedImage(string File, string Mask, string? Overlay, double ForegroundPercent, double Ms);

/// <summary>evaluate --json; an engine that was not asked for is null.</summary>
internal sealed record EvaluateReport(
    int Images,
    [property: JsonPropertyName("float")] ScoresJson? Float,
    ScoresJson? Fixed,
    double? ChangedPixelsPercent,
    ImageScoresJson[] PerImage);

/// <summary>Mean over images and pooled over all pixels; precision, f1 and aac without a suffix are pooled.</summary>
internal sealed record ScoresJson(
    double DiceMean,
    double IouMean,
    double DicePooled,
    double IouPooled,
    double PrecisionMean,
    double AacMean,
    double Precision,
    double F1,
    double Aac);

/// <summary>One image.</summary>
internal sealed record ImageScoresJson(
    string File,
    [property: JsonPropertyName("float")] ImageEngineJson? Float,
    ImageEngineJson? Fixed,
    double? ChangedPixelsPercent);

/// <summary>One image, one engine; F1 is Dice under its other name.</summary>
internal sealed record ImageEngineJson(double Dice, double Iou, double Precision, double F1, double Aac);

/// <summary>export --json; path is null and bytes 0 where nodes were refused.</summary>
internal sealed record ExportReport(string ModelId, string? Path, string Format, long Bytes, RefusedNode[] Refused);

/// <summary>A node that the format cannot hold.</summary>
internal sealed record RefusedNode(string Code, string? At, string Message);

/// <summary>gen-hls --json.</summary>
internal sealed record GenHlsReport(string DesignId, string ModelId, string Output, int Files, int CodeLines, long PredictedCyclesPerFrame, long BoundCycles, bool Fits);

/// <summary>virtual-board --json: printed once, when the board is ready.</summary>
internal sealed record VirtualBoardReport(string Device, string DesignId, string ModelId);

/// <summary>min, median and 99th percentile in milliseconds.</summary>
internal sealed record SpreadJson(double Min, double Median, double P99);

/// <summary>stream --json; a spread is null when no frame succeeded, the line share where the line has no baud.</summary>
internal sealed record StreamReport(
    int Frames,
    int Failed,
    long Retransmitted,
    double Fps,
    SpreadJson? HostMs,
    SpreadJson? UploadMs,
    SpreadJson? ComputeMs,
    SpreadJson? DownloadMs,
    SpreadJson? TotalMs,
    double? LineSharePercent,
    double ComputeSharePercent,
    bool CountersArePredictions);

/// <summary>verify --json; traced_images are those whose tensors were compared too.</summary>
internal sealed record VerifyReport(
    string ModelId,
    int Images,
    bool BitExact,
    int DifferingImages,
    long DifferingPixels,
    int TracedImages,
    DivergenceJson? FirstDivergence);

/// <summary>The first element that differs.</summary>
internal sealed record DivergenceJson(string Image, string Operator, int Channel, int Y, int X, int Expected, int Actual);

/// <summary>demo --json.</summary>
internal sealed record DemoReport(string ModelId, string DesignId, bool BitExact, DemoImageJson[] Images, string Picture);

/// <summary>One sample image of the demo.</summary>
internal sealed record DemoImageJson(string File, double FloatDice, double FixedDice, double BoardDice, bool BitExact, double SimulateMs, double StreamMs);

/// <summary>inspect --json; model_id is null for a float network.</summary>
internal sealed record InspectReport(
    string File,
    string Kind,
    string? ModelId,
    string SourceSha256,
    long Parameters,
    long Macs,
    long WeightBytes,
    long PeakActivationBytes,
    int PeakNode,
    InspectNodeJson[] Nodes,
    InspectSkipJson[] Skips);

/// <summary>One operator; shape is channels, rows, columns.</summary>
internal sealed record InspectNodeJson(
    int Index,
    string Name,
    string Operator,
    int[] Inputs,
    int[] Shape,
    string Format,
    long Parameters,
    long Macs,
    long WeightBytes,
    long ActivationBytes);

/// <summary>A value that waits while others are computed, from its maker to its last reader.</summary>
internal sealed record InspectSkipJson(string Name, int Index, int LastReader, int Steps, long Bytes, bool IsLong);

/// <summary>build --json; a figure that no tool was asked for is null.</summary>
internal sealed record BuildReport(
    string DesignId,
    string Board,
    BuildStepJson[] Steps,
    ResourceJson[] Resources,
    StageJson[] Stages,
    long PredictedCyclesPerFrame,
    long? HlsCyclesPerFrame,
    double PeriodNs,
    double HlsPeriodNs,
    TimingJson? Timing);

/// <summary>A step; seconds is null where it had been done before.</summary>
internal sealed record BuildStepJson(string Step, double? Seconds);

/// <summary>One resource; block_ram in the part's blocks.</summary>
internal sealed record ResourceJson(string Name, double? Predicted, double? Hls, double? Implemented, double Available);

/// <summary>One stage, prediction beside Vitis HLS's estimate.</summary>
internal sealed record StageJson(
    string Name, string Kind, long PredictedCycles, long? HlsCycles, int? WorstInterval, int PredictedDsp, int? HlsDsp, double PredictedBlockRam, double? HlsBlockRam, int? HlsLut);

/// <summary>After placement and routing.</summary>
internal sealed record TimingJson(bool Met, double? WorstSetupNs, double? WorstHoldNs, int FailingPaths);

/// <summary>program --json.</summary>
internal sealed record ProgramReport(string Board, string Bitstream, string? DesignId);

/// <summary>stream --report FILE.json: for people as well.</summary>
[JsonSerializable(typeof(StreamedRun))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n")]
internal sealed partial class StreamedRunContext : JsonSerializerContext;

[JsonSerializable(typeof(BuildReport))]
[JsonSerializable(typeof(ProgramReport))]
[JsonSerializable(typeof(InspectReport))]
[JsonSerializable(typeof(QuantizeReport))]
[JsonSerializable(typeof(SimulateReport))]
[JsonSerializable(typeof(EvaluateReport))]
[JsonSerializable(typeof(ExportReport))]
[JsonSerializable(typeof(GenHlsReport))]
[JsonSerializable(typeof(VirtualBoardReport))]
[JsonSerializable(typeof(StreamReport))]
[JsonSerializable(typeof(VerifyReport))]
[JsonSerializable(typeof(DemoReport))]
[JsonSerializable(typeof(CheckReport))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class ReportContext : JsonSerializerContext;
