namespace FpgaSeg.Core.Metrics;

/// <summary>The scores over many images, averaged both ways.</summary>
/// <param name="Images">Number of images.</param>
/// <param name="Mean">Each score averaged over the images: every image counts the same.</param>
/// <param name="Pooled">The scores of all pixels taken together: every pixel counts the same.</param>
public sealed record ScoreSummary(int Images, SegmentationScores Mean, SegmentationScores Pooled)
{
    /// <summary>Summarises the counts of at least one image.</summary>
    /// <exception cref="ArgumentException">There is no image.</exception>
    public static ScoreSummary Of(IReadOnlyCollection<ConfusionCounts> images)
    {
        if (images.Count == 0)
            throw new ArgumentException("A summary needs an image.", nameof(images));
        var each = images.Select(SegmentationScores.Of).ToArray();
        var mean = new SegmentationScores(
            each.Average(s => s.Dice), each.Average(s => s.Iou), each.Average(s => s.Precision), each.Average(s => s.Recall), each.Average(s => s.Aac));
        return new ScoreSummary(images.Count, mean, SegmentationScores.Of(images.Aggregate(ConfusionCounts.Add)));
    }
}
