namespace FpgaSeg.Core.Metrics;

/// <summary>The usual scores of a binary segmentation, each from 0 to 1 (docs/metrics.md). A score without any pixel to judge is 1.</summary>
/// <param name="Dice">2 TP / (2 TP + FP + FN), which is also F1. 1 where both masks are empty.</param>
/// <param name="Iou">TP / (TP + FP + FN). 1 where both masks are empty.</param>
/// <param name="Precision">TP / (TP + FP). 1 where nothing is predicted.</param>
/// <param name="Recall">TP / (TP + FN). 1 where the truth is empty.</param>
/// <param name="Aac">Average accuracy over the classes: mean of TP / (TP + FN) and TN / (TN + FP).</param>
public readonly record struct SegmentationScores(double Dice, double Iou, double Precision, double Recall, double Aac)
{
    /// <summary>The scores of one mask, or of many pooled by adding their counts.</summary>
    public static SegmentationScores Of(ConfusionCounts counts)
    {
        var (tp, fp, fn, tn) = counts;
        var recall = Ratio(tp, tp + fn);
        return new SegmentationScores(
            Ratio(2 * tp, (2 * tp) + fp + fn), Ratio(tp, tp + fp + fn), Ratio(tp, tp + fp), recall, (recall + Ratio(tn, tn + fp)) / 2);
    }

    private static double Ratio(long part, long whole) => whole == 0 ? 1.0 : (double)part / whole;
}
