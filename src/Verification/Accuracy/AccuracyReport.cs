using FpgaSeg.Core.Metrics;

namespace FpgaSeg.Verification.Accuracy;

/// <summary>One image: scores of each engine against the truth, and the share of pixels in which the engines differ.</summary>
public sealed record ImageAccuracy(string Name, ConfusionCounts? Float, ConfusionCounts? Fixed, double? ChangedPixelsPercent)
{
    /// <summary>Scores of the float network.</summary>
    public SegmentationScores? FloatScores => Float is { } counts ? SegmentationScores.Of(counts) : null;

    /// <summary>Scores of the fixed-point network.</summary>
    public SegmentationScores? FixedScores => Fixed is { } counts ? SegmentationScores.Of(counts) : null;
}

/// <summary>Scores over a set of images; an engine that was not asked for has none.</summary>
public sealed record AccuracyReport(
    IReadOnlyList<ImageAccuracy> Images,
    ScoreSummary? Float,
    ScoreSummary? Fixed,
    double? ChangedPixelsPercent);
