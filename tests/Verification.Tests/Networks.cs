using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Verification.Tests;

/// <summary>The smallest networks that show something.</summary>
internal static class Networks
{
    public const int Level = 100;

    public static readonly FeatureShape Shape = new(1, 25, 40);

    /// <summary>A mask bit is "the pixel is above 100".</summary>
    public static readonly DataflowGraph<IntegerNode> Comparison = new([Image(Shape), Threshold(0, Shape)]);

    /// <summary>image, two sums that read it, their sum, and a threshold: five nodes of 2 channels, 2 rows, 3 columns.</summary>
    public static DataflowGraph<IntegerNode> Diamond()
    {
        var shape = new FeatureShape(2, 2, 3);
        return new([Image(shape), Sum("left", 0, 0, shape), Sum("right", 0, 0, shape), Sum("joined", 1, 2, shape), Threshold(3, shape)]);
    }

    private static IntegerNode Image(FeatureShape shape) => new("image", new IntegerInput(), [], shape, NumberFormat.UInt8, 1, null);

    private static IntegerNode Sum(string name, int a, int b, FeatureShape shape) =>
        new(name, new IntegerAdd(1, 1, 1), [a, b], shape, NumberFormat.UInt8, 1, null);

    private static IntegerNode Threshold(int from, FeatureShape shape) =>
        new("mask", new IntegerThreshold(Level), [from], shape, NumberFormat.Bit, 1, null);
}
