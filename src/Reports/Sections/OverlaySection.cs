using FpgaSeg.Reports.Evaluation;
using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Sections;

/// <summary>The images whose masks changed most.</summary>
internal static class OverlaySection
{
    public static Markup Draw(ImageEvaluation evaluation) => Section.Of(
        "images",
        "Images that changed most",
        $"Of {evaluation.Images} images, {evaluation.Images - evaluation.UnchangedImages} have a mask that float and fixed do not draw alike; those with the largest share of changed pixels, at the network's size.",
        evaluation.UnchangedImages == evaluation.Images
            ? Markup.Of($"<p class=\"note\">No mask changed in any pixel.</p>")
            : Markup.Of($"""
                <p class="legend"><span class="key lost-pixel">foreground in float only</span><span class="key gained-pixel">foreground in fixed only</span></p>
                {evaluation.MostChanged.Where(i => i.ChangedPercent > 0).Select(Image)}
                """));

    private static Markup Image(SegmentedImage image) => Markup.Of($"""
        <article class="overlay"><h3>{image.Name}</h3>
        <p class="meta">{image.ChangedPercent:0.000} % of the pixels changed ({image.Float.DifferingPixels(image.Fixed):N0}){Scores(image)}</p>
        <div class="strip4">
        {Picture(image, "original", "the image", OverlayPictures.Original(image))}
        {Picture(image, "float mask", "the mask of the float network", OverlayPictures.Masked(image, image.Float))}
        {Picture(image, "fixed mask", "the mask of the fixed-point network", OverlayPictures.Masked(image, image.Fixed))}
        {Picture(image, "difference", "pixels in which the masks differ", OverlayPictures.Difference(image))}
        {(image.Truth is { } truth ? Picture(image, "true mask", "the true mask", OverlayPictures.Masked(image, truth)) : Markup.Empty)}
        </div></article>
        """);

    private static Markup Scores(SegmentedImage image) => image.Score(image.Float) is { } a && image.Score(image.Fixed) is { } b
        ? Markup.Of($", Dice {a.Dice:F4} → {b.Dice:F4}, IoU {a.Iou:F4} → {b.Iou:F4}")
        : Markup.Empty;

    private static Markup Picture(SegmentedImage image, string title, string what, byte[] png) => Markup.Of($"""
        <figure><img alt="{image.Name}: {what}" width="{image.Pixels.Shape.Width}" height="{image.Pixels.Shape.Height}" src="data:image/png;base64,{Convert.ToBase64String(png)}"><figcaption>{title}</figcaption></figure>
        """);
}
