using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Verification.Accuracy;

namespace FpgaSeg.Verification.Tests;

/// <summary>Scores of masks of eight pixels, counted by hand.</summary>
public sealed class AccuracyEvaluatorTests
{
    private static readonly FeatureShape Shape = new(1, 2, 4);

    // Image 1: truth 1111 0000.  float 1110 0000: TP 3 FP 0 FN 1 TN 4.  fixed 1100 1000: TP 2 FP 1 FN 2 TN 3; 2 of 8 pixels changed.
    // Image 2: truth 1000 0000.  float 1000 0001: TP 1 FP 1 FN 0 TN 6.  fixed the same;                        0 of 8 pixels changed.
    private readonly AccuracyEvaluator _both = new(new Canned("11100000", "10000001"), new Canned("11001000", "10000001"));

    [Fact]
    public void Both_engines_are_scored_per_image_and_pooled()
    {
        var first = _both.Add(Labelled("one", "11110000"));
        var second = _both.Add(Labelled("two", "10000000"));
        Assert.Equal((6.0 / 7, 3.0 / 4), (first.FloatScores!.Value.Dice, first.FloatScores.Value.Iou));
        Assert.Equal((4.0 / 7, 2.0 / 5), (first.FixedScores!.Value.Dice, first.FixedScores.Value.Iou));
        Assert.Equal((25.0, 0.0), (first.ChangedPixelsPercent, second.ChangedPixelsPercent));

        var report = _both.Report();
        Assert.Equal(["one", "two"], report.Images.Select(i => i.Name));
        Assert.Equal(12.5, report.ChangedPixelsPercent);
        Assert.Equal(((6.0 / 7) + (2.0 / 3)) / 2, report.Float!.Mean.Dice, 12);
        Assert.Equal(((3.0 / 4) + (1.0 / 2)) / 2, report.Float.Mean.Iou, 12);
        // Pooled float: TP 4 FP 1 FN 1 TN 10.
        Assert.Equal(8.0 / 10, report.Float.Pooled.Dice, 12);
        Assert.Equal(4.0 / 6, report.Float.Pooled.Iou, 12);
        Assert.Equal(4.0 / 5, report.Float.Pooled.Precision, 12);
        Assert.Equal(((4.0 / 5) + (10.0 / 11)) / 2, report.Float.Pooled.Aac, 12);
        // Pooled fixed: TP 3 FP 2 FN 2 TN 9.
        Assert.Equal(((4.0 / 7) + (2.0 / 3)) / 2, report.Fixed!.Mean.Dice, 12);
        Assert.Equal(6.0 / 10, report.Fixed.Pooled.Dice, 12);
        Assert.Equal(3.0 / 7, report.Fixed.Pooled.Iou, 12);
    }

    [Fact]
    public void An_engine_that_is_absent_has_no_scores()
    {
        var evaluator = new AccuracyEvaluator(null, new Canned("11110000"));
        evaluator.Add(Labelled("one", "11110000"));
        var report = evaluator.Report();
        Assert.Null(report.Float);
        Assert.Null(report.ChangedPixelsPercent);
        Assert.Equal(1.0, report.Fixed!.Mean.Dice);
    }

    [Fact]
    public void Without_images_there_is_nothing_to_report()
    {
        var report = _both.Report();
        Assert.Empty(report.Images);
        Assert.Null(report.Float);
        Assert.Null(report.Fixed);
        Assert.Null(report.ChangedPixelsPercent);
    }

    private static LabelledImage Labelled(string name, string truth) => new(name, new FeatureMap<byte>(Shape), Bits(truth));

    private static Mask Bits(string bits) => new(Shape.Width, Shape.Height, [.. bits.Select(b => (byte)(b - '0'))]);

    /// <summary>Answers one mask after the other.</summary>
    private sealed class Canned(params string[] masks) : ISegmenter
    {
        private int _next;

        public FeatureShape InputShape => Shape;

        public Mask Segment(FeatureMap<byte> pixels) => Bits(masks[_next++]);
    }
}
