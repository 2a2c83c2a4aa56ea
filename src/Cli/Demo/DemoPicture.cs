using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Imaging.Drawing;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Cli.Demo;

/// <summary>The demo's picture: a row per image, with its truth and the masks of float, fixed and board drawn over it.</summary>
internal static class DemoPicture
{
    private static readonly string[] Columns = ["image", "truth", "float", "fixed", "board"];

    public static Image Draw(DemoOutcome outcome) => ContactSheet.Draw(
        "CMUNeXt-XXS on DSB2018 nuclei", Columns, [.. outcome.Images.Select(Row)]);

    private static ContactRow Row(DemoImage image)
    {
        var picture = PictureOf(image.Image.Pixels);
        return new ContactRow(image.Image.Name,
        [
            new ContactCell(picture),
            new ContactCell(Over(picture, image.Image.Truth, Rgb.Green)),
            new ContactCell(Over(picture, image.Float, Rgb.Red), $"Dice {image.FloatDice:F4}"),
            new ContactCell(Over(picture, image.Fixed, Rgb.Red), $"Dice {image.FixedDice:F4}"),
            new ContactCell(Over(picture, image.Board, Rgb.Red), image.IsBitExact ? "bit-exact" : $"{image.Fixed.DifferingPixels(image.Board)} pixels differ"),
        ]);
    }

    private static Image Over(Image picture, Mask mask, Rgb colour) => MaskOverlay.Draw(picture, MaskWriter.PictureOf(mask), colour);

    private static Image PictureOf(FeatureMap<byte> pixels) =>
        new(pixels.Shape.Width, pixels.Shape.Height, pixels.Shape.Channels, PixelTensor.Interleave(pixels));
}
