using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Quantizer;

/// <summary>FS21xx: what keeps a network from being quantized.</summary>
internal static class QuantizerDiagnostics
{
    public static Diagnostic FactorsDoNotFit(string node, double[] factors) => new(
        "FS2101",
        $"Operator '{node}' cannot be requantized: factors from {factors.Min():G4} to {factors.Max():G4}.",
        $"node '{node}'",
        "no shift makes every multiplier fit 18 bits and every product 48 bits; the weights or the activations of this operator are far out of range.",
        "look for exploding weights or dead channels in the trained model; normalise the input; calibrate with typical images.");

    public static Diagnostic NotFinite(string node, long count) => new(
        "FS2102",
        $"Operator '{node}' gives {count} NaN or infinite values on the calibration images.",
        $"node '{node}'",
        "a range cannot be measured on values that are no numbers.",
        "check the trained model on these images in the tool that made it.");

    public static Diagnostic NoImages() => new(
        "FS2103",
        "There are no calibration images.",
        null,
        "ranges of activations are measured on images; 20 to 100 typical ones are enough.",
        "give a folder of images with --calibration DIR.");
}
