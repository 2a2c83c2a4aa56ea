using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Metrics;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Reports.Evaluation;

/// <summary>One image that both networks segmented.</summary>
/// <param name="Name">Name of the image.</param>
/// <param name="Pixels">Its raw pixels at the network's size.</param>
/// <param name="Float">Mask of the float network.</param>
/// <param name="Fixed">Mask of the fixed-point network.</param>
/// <param name="Truth">The true mask, or null.</param>
public sealed record SegmentedImage(string Name, FeatureMap<byte> Pixels, Mask Float, Mask Fixed, Mask? Truth = null)
{
    /// <summary>Pixels in which the masks differ, in percent.</summary>
    public double ChangedPercent => 100.0 * Float.DifferingPixels(Fixed) / Float.Values.Length;

    /// <summary>Scores of a mask against the truth, or null without one.</summary>
    public SegmentationScores? Score(Mask mask) => Truth is { } truth ? SegmentationScores.Of(ConfusionCounts.Of(mask.Values, truth.Values)) : null;
}

/// <summary>Float against fixed over a set of images.</summary>
/// <param name="Images">Number of images.</param>
/// <param name="ChangedPercent">Mean share of pixels in which the masks differ.</param>
/// <param name="UnchangedImages">Images whose masks are equal.</param>
/// <param name="Float">Scores of the float network, null without true masks.</param>
/// <param name="Fixed">Scores of the fixed-point network, likewise.</param>
/// <param name="MostChanged">The images that changed most, the worst first.</param>
public sealed record ImageEvaluation(
    int Images, double ChangedPercent, int UnchangedImages, ScoreSummary? Float, ScoreSummary? Fixed, IReadOnlyList<SegmentedImage> MostChanged);
