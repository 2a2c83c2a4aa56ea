using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Metrics;

namespace FpgaSeg.Core.Tests.Metrics;

public sealed class SegmentationScoresTests
{
    [Fact]
    public void Counts_and_scores_of_a_small_case_by_hand()
    {
        // Predicted 1 1 1 0 0 0 0 0, truth 1 1 0 1 0 0 0 0: TP 2, FP 1, FN 1, TN 4.
        var counts = ConfusionCounts.Of([1, 255, 7, 0, 0, 0, 0, 0], [255, 1, 0, 9, 0, 0, 0, 0]);
        Assert.Equal(new ConfusionCounts(2, 1, 1, 4), counts);
        var scores = SegmentationScores.Of(counts);
        Assert.Equal(4.0 / 6, scores.Dice, 15);
        Assert.Equal(2.0 / 4, scores.Iou, 15);
        Assert.Equal(2.0 / 3, scores.Precision, 15);
        Assert.Equal(2.0 / 3, scores.Recall, 15);
        Assert.Equal(((2.0 / 3) + (4.0 / 5)) / 2, scores.Aac, 15);
    }

    [Theory]
    [InlineData(0, 0, 0, 8, 1, 1, 1, 1, 1)]
    [InlineData(8, 0, 0, 0, 1, 1, 1, 1, 1)]
    [InlineData(0, 8, 0, 0, 0, 0, 0, 1, 0.5)]
    [InlineData(0, 0, 8, 0, 0, 0, 1, 0, 0.5)]
    [InlineData(0, 2, 0, 6, 0, 0, 0, 1, 0.875)]
    [InlineData(0, 0, 2, 6, 0, 0, 1, 0, 0.5)]
    [InlineData(0, 0, 0, 0, 1, 1, 1, 1, 1)]
    public void Empty_masks_keep_the_documented_conventions(
        long tp, long fp, long fn, long tn, double dice, double iou, double precision, double recall, double aac) =>
        Assert.Equal(new SegmentationScores(dice, iou, precision, recall, aac), SegmentationScores.Of(new ConfusionCounts(tp, fp, fn, tn)));

    [Fact]
    public void Every_pair_of_masks_of_five_pixels_agrees_with_set_arithmetic()
    {
        for (var p = 0; p < 32; p++)
        {
            for (var t = 0; t < 32; t++)
            {
                var counts = ConfusionCounts.Of(Mask(p), Mask(t));
                var (both, either) = (int.PopCount(p & t), int.PopCount(p | t));
                Assert.Equal(both, counts.TruePositives);
                Assert.Equal(5 - either, counts.TrueNegatives);
                Assert.Equal(int.PopCount(p & ~t), counts.FalsePositives);
                Assert.Equal(5, counts.Pixels);
                var scores = SegmentationScores.Of(counts);
                Assert.Equal(either == 0 ? 1.0 : (double)both / either, scores.Iou, 15);
                Assert.Equal(2 * scores.Iou / (1 + scores.Iou), scores.Dice, 12);
            }
        }
    }

    [Fact]
    public void A_summary_averages_over_images_and_over_pixels()
    {
        // Dice 1 on a small image, 0.5 on a large one; pooled 2*(1+10)/(2*11+20).
        var summary = ScoreSummary.Of([new ConfusionCounts(1, 0, 0, 3), new ConfusionCounts(10, 10, 10, 70)]);
        Assert.Equal(2, summary.Images);
        Assert.Equal(0.75, summary.Mean.Dice, 15);
        Assert.Equal(22.0 / 42, summary.Pooled.Dice, 15);
        Assert.Equal((1.0 + (1.0 / 3)) / 2, summary.Mean.Iou, 15);
        Assert.Equal(11.0 / 31, summary.Pooled.Iou, 15);
        Assert.Equal((1.0 + ((0.5 + (70.0 / 80)) / 2)) / 2, summary.Mean.Aac, 15);
    }

    [Fact]
    public void Masks_of_other_sizes_or_colours_are_a_bug_of_the_caller()
    {
        Assert.Throws<ArgumentException>(() => ConfusionCounts.Of([1], [1, 2]));
        Assert.Throws<ArgumentException>(() => ConfusionCounts.Of(new Image(2, 1, 1), new Image(1, 2, 1)));
        Assert.Throws<ArgumentException>(() => ConfusionCounts.Of(new Image(1, 1, 3), new Image(1, 1, 3)));
        Assert.Throws<ArgumentException>(() => ScoreSummary.Of([]));
    }

    private static byte[] Mask(int bits) => [.. Enumerable.Range(0, 5).Select(i => (byte)(((bits >> i) & 1) * 200))];
}
