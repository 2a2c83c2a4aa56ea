using FpgaSeg.Core.Imaging;

namespace FpgaSeg.Core.Metrics;

/// <summary>How the pixels of a predicted mask meet those of the true one.</summary>
/// <param name="TruePositives">Foreground in both.</param>
/// <param name="FalsePositives">Foreground in the prediction only.</param>
/// <param name="FalseNegatives">Foreground in the truth only.</param>
/// <param name="TrueNegatives">Background in both.</param>
public readonly record struct ConfusionCounts(long TruePositives, long FalsePositives, long FalseNegatives, long TrueNegatives)
{
    /// <summary>All pixels.</summary>
    public long Pixels => TruePositives + FalsePositives + FalseNegatives + TrueNegatives;

    /// <summary>Compares two masks of equal length; 0 is background, anything else foreground.</summary>
    public static ConfusionCounts Of(ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> truth)
    {
        if (predicted.Length != truth.Length)
            throw new ArgumentException($"A mask of {predicted.Length} pixels against one of {truth.Length}.", nameof(predicted));
        var counts = new long[4];
        for (var i = 0; i < truth.Length; i++)
            counts[(predicted[i] != 0 ? 0 : 2) + (truth[i] != 0 ? 0 : 1)]++;
        return new ConfusionCounts(counts[0], counts[1], counts[2], counts[3]);
    }

    /// <summary>Compares two grey pictures of equal size.</summary>
    public static ConfusionCounts Of(Image predicted, Image truth) =>
        (predicted.Width, predicted.Height, predicted.Channels, truth.Channels) == (truth.Width, truth.Height, 1, 1)
            ? Of(predicted.Pixels, truth.Pixels)
            : throw new ArgumentException("Masks are grey and of one size.", nameof(predicted));

    /// <summary>The counts of both sets of pixels together.</summary>
    public static ConfusionCounts Add(ConfusionCounts a, ConfusionCounts b) => new(
        a.TruePositives + b.TruePositives, a.FalsePositives + b.FalsePositives,
        a.FalseNegatives + b.FalseNegatives, a.TrueNegatives + b.TrueNegatives);

    /// <inheritdoc cref="Add" />
    public static ConfusionCounts operator +(ConfusionCounts a, ConfusionCounts b) => Add(a, b);
}
