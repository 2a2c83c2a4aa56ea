using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Metrics;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Verification.Accuracy;

/// <summary>An image and its true mask, both at the network's size.</summary>
public sealed record LabelledImage(string Name, FeatureMap<byte> Pixels, Mask Truth);

/// <summary>Runs the float and the fixed-point network side by side over labelled images.</summary>
public sealed class AccuracyEvaluator(ISegmenter? floating, ISegmenter? @fixed)
{
    private readonly List<ImageAccuracy> _images = [];

    /// <summary>Evaluates one more image.</summary>
    public ImageAccuracy Add(LabelledImage image)
    {
        var accuracy = Measure(image);
        Add(accuracy);
        return accuracy;
    }

    /// <summary>Adds what was measured elsewhere: on another thread, or in an earlier run.</summary>
    public void Add(ImageAccuracy accuracy) => _images.Add(accuracy);

    /// <summary>Measures an image without adding it.</summary>
    public ImageAccuracy Measure(LabelledImage image)
    {
        Mask? a = floating?.Segment(image.Pixels), b = @fixed?.Segment(image.Pixels);
        double? changed = a is not null && b is not null ? 100.0 * a.DifferingPixels(b) / a.Values.Length : null;
        return new ImageAccuracy(image.Name, Count(a, image.Truth), Count(b, image.Truth), changed);
    }

    /// <summary>The report over every image added.</summary>
    public AccuracyReport Report() => new(
        [.. _images],
        Summarize(_images.Select(i => i.Float)),
        Summarize(_images.Select(i => i.Fixed)),
        _images.Count > 0 && _images.All(i => i.ChangedPixelsPercent is not null) ? _images.Average(i => i.ChangedPixelsPercent) : null);

    private static ConfusionCounts? Count(Mask? mask, Mask truth) => mask is null ? null : ConfusionCounts.Of(mask.Values, truth.Values);

    private static ScoreSummary? Summarize(IEnumerable<ConfusionCounts?> counts)
    {
        ConfusionCounts[] present = [.. counts.OfType<ConfusionCounts>()];
        return present.Length == 0 ? null : ScoreSummary.Of(present);
    }
}
