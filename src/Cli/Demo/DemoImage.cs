using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Metrics;
using FpgaSeg.Verification.Accuracy;

namespace FpgaSeg.Cli.Demo;

/// <summary>One sample through every engine.</summary>
internal sealed record DemoImage(LabelledImage Image, Mask Float, Mask Fixed, Mask Board, double SimulateMs, double StreamMs)
{
    public bool IsBitExact => Fixed.DifferingPixels(Board) == 0;

    public double FloatDice => Dice(Float);

    public double FixedDice => Dice(Fixed);

    public double BoardDice => Dice(Board);

    private double Dice(Mask mask) => SegmentationScores.Of(ConfusionCounts.Of(mask.Values, Image.Truth.Values)).Dice;
}
