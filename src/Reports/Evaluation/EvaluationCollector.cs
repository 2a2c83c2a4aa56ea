using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Metrics;

namespace FpgaSeg.Reports.Evaluation;

/// <summary>Gathers images one by one and keeps the pictures of those that changed most.</summary>
/// <param name="keep">How many pictures to keep.</param>
public sealed class EvaluationCollector(int keep = EvaluationCollector.DefaultKept)
{
    /// <summary>Pictures on a page, unless the caller says otherwise.</summary>
    public const int DefaultKept = 6;

    private readonly List<SegmentedImage> _worst = [];
    private readonly List<double> _changes = [];
    private readonly List<ConfusionCounts> _float = [];
    private readonly List<ConfusionCounts> _fixed = [];

    /// <summary>Adds one image.</summary>
    public void Add(SegmentedImage image)
    {
        _changes.Add(image.ChangedPercent);
        if (image.Truth is { } truth)
        {
            _float.Add(Counts(image.Float, truth));
            _fixed.Add(Counts(image.Fixed, truth));
        }

        // Stable: of two images with equal change, the first one added stays ahead.
        var place = _worst.FindIndex(w => w.ChangedPercent < image.ChangedPercent);
        _worst.Insert(place < 0 ? _worst.Count : place, image);
        if (_worst.Count > keep)
            _worst.RemoveAt(keep);
    }

    /// <summary>The evaluation; null if no image was added. Scores are given when every image had a true mask.</summary>
    public ImageEvaluation? Finish()
    {
        if (_changes.Count == 0)
            return null;
        var scored = _float.Count == _changes.Count;
        return new ImageEvaluation(
            _changes.Count,
            _changes.Average(),
            _changes.Count(c => c == 0),
            scored ? ScoreSummary.Of(_float) : null,
            scored ? ScoreSummary.Of(_fixed) : null,
            [.. _worst]);
    }

    private static ConfusionCounts Counts(Mask mask, Mask truth) => ConfusionCounts.Of(mask.Values, truth.Values);
}
