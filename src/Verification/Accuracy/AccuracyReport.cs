using FpgaSeg.Core.Metrics;

namespace FpgaSeg.Verification.Accuracy;

/// <summary>One image: scores of each engine against the truth, and the share of pixels in which the engines differ.</summary>
public sealed record ImageAccuracy(string Name, ConfusionCounts? Float, ConfusionCounts? Fixed, double? ChangedPixelsPercent);

/// <summary>Scores over a set of images; an engine that was not asked for has none.</summary>
public sealed record AccuracyReport(
    IReadOnlyList<ImageAccuracy> Images,
    ScoreSummary? Float,
    ScoreSummary? Fixed,
    double? ChangedPixelsPercent);
