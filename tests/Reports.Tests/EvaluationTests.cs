using FpgaSeg.Core.Imaging;
using FpgaSeg.Reports.Evaluation;

namespace FpgaSeg.Reports.Tests;

/// <summary>Float against fixed over images of 20 pixels, 10 of them foreground.</summary>
public sealed class EvaluationTests
{
    [Fact]
    public void The_images_that_changed_most_are_kept_worst_first()
    {
        var collector = new EvaluationCollector(keep: 3);
        foreach (var (name, changed) in new[] { ("a", 1), ("b", 4), ("c", 0), ("d", 4), ("e", 2) })
            collector.Add(Sample.Image(name, changed, withTruth: false));
        var evaluation = collector.Finish()!;

        Assert.Equal(["b", "d", "e"], evaluation.MostChanged.Select(i => i.Name));
        Assert.Equal((5, 1), (evaluation.Images, evaluation.UnchangedImages));
        Assert.Equal(11.0, evaluation.ChangedPercent, 12); // (5 + 20 + 0 + 20 + 10) / 5
        Assert.Null(evaluation.Float);
    }

    [Fact]
    public void Scores_need_every_mask()
    {
        var collector = new EvaluationCollector();
        collector.Add(Sample.Image("a", 2, withTruth: true));
        Assert.Equal(2.0 * 8 / 18, collector.Finish()!.Fixed!.Mean.Dice, 12);
        Assert.Equal(1.0, collector.Finish()!.Float!.Mean.Dice);

        collector.Add(Sample.Image("b", 2, withTruth: false));
        Assert.Null(collector.Finish()!.Fixed);
    }

    [Fact]
    public void No_image_no_evaluation() => Assert.Null(new EvaluationCollector().Finish());

    [Fact]
    public void The_difference_is_drawn_where_the_masks_differ()
    {
        var picture = ImageFile.Decode(OverlayPictures.Difference(Sample.Image("a", 1, withTruth: false)), "difference").Value;

        // Pixel 9 of the 5-wide image, (4, 1), is in the float mask only: orange; its neighbours have half of it; the far corner is dim grey.
        Assert.Equal([255, 140, 0], picture.Row(1)[12..15].ToArray());
        Assert.Equal([(24 + 255) / 2, (24 + 140) / 2, 12], picture.Row(0)[9..12].ToArray());
        Assert.Equal([24, 24, 24], picture.Row(3)[0..3].ToArray());
    }
}
