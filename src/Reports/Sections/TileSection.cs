using FpgaSeg.Core.Metrics;
using FpgaSeg.Reports.Evaluation;
using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Sections;

/// <summary>The figures that one asks for first.</summary>
internal static class TileSection
{
    private const int FloatBytes = sizeof(float);

    public static Markup Draw(ReportContent content)
    {
        Markup[] tiles = [.. Accuracy(content.Evaluation), .. Network(content)];
        return Markup.Of($"""
            <section class="tiles{(tiles.Length % 4 == 0 ? "" : " by-three")}" aria-label="Summary">{tiles}</section>
            """);
    }

    private static IEnumerable<Markup> Accuracy(ImageEvaluation? evaluation)
    {
        if (evaluation is null)
            yield break;
        if (evaluation is { Float: { } floating, Fixed: { } @fixed })
        {
            yield return Score("Dice", floating, @fixed, s => s.Dice);
            yield return Score("IoU", floating, @fixed, s => s.Iou);
        }

        yield return Tile(
            "Changed mask pixels",
            Markup.Of($"{evaluation.ChangedPercent:0.000} %"),
            Markup.Of($"float against fixed, {evaluation.Images} images; {evaluation.UnchangedImages} unchanged"));
    }

    private static IEnumerable<Markup> Network(ReportContent content)
    {
        var network = content.Network;
        var before = content.FloatParameters * FloatBytes;
        yield return Tile(
            "Weights",
            Markup.Of($"{Units.Bytes(network.WeightBytes)}"),
            Markup.Of($"float32: {Units.Bytes(before)} with biases"));
        if (content.Layers.Where(l => l.IsRounded).MinBy(l => l.Measured!.SqnrDb) is { } worst)
            yield return Tile("Lowest SQNR", Markup.Of($"{worst.Measured!.SqnrDb:F1} dB"), Markup.Of($"at {Units.Name(worst.Node.Name)}"));
        if (content.Layers.Where(l => l.IsRounded).MaxBy(l => l.Measured!.SaturatedPercent) is { } clipped)
            yield return Tile("Most saturated", Markup.Of($"{clipped.Measured!.SaturatedPercent:0.00} %"), Markup.Of($"at {Units.Name(clipped.Node.Name)}"));
        yield return Tile(
            "Peak activations", Markup.Of($"{Units.Bytes(network.Memory.PeakBytes)}"), Markup.Of($"at {Units.Name(network.Nodes[network.Memory.PeakNode].Name)}"));
        yield return Tile("Work per image", Markup.Of($"{Units.Count(network.Macs)} MAC"), Markup.Of($"{network.Parameters:N0} parameters"));
    }

    private static Markup Score(string name, ScoreSummary floating, ScoreSummary @fixed, Func<SegmentationScores, double> score)
    {
        var (a, b) = (score(floating.Mean), score(@fixed.Mean));
        var points = 100 * (b - a);
        return Tile(
            name,
            Markup.Of($"<span class=\"from\">{a:F4} →</span> {b:F4}"),
            Markup.Of($"fixed {(points < 0 ? "−" : "+")}{Math.Abs(points):0.00} points, mean of {floating.Images} images"));
    }

    private static Markup Tile(string name, Markup value, Markup note) =>
        Markup.Of($"""<div class="tile"><h2>{name}</h2><p class="value">{value}</p><p class="note">{note}</p></div>""");
}
