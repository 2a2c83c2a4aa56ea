using System.Collections.Immutable;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Foldings;

/// <summary>
/// Every folding that a stage's kernel takes. Cycles = positions that the kernel visits (padding included) x folds; one product per DSP,
/// one DSP per requantiser lane whose accumulator fits a 25-bit port and two where it does not.
/// </summary>
internal sealed partial class FoldingOptions : IStageVisitor<ImmutableArray<Folding>>
{
    private const int DspPortBits = 25;

    public ImmutableArray<Folding> Visit(ReadImageStage stage) => [new(1, 1, stage.Output.Shape.Count, 0)];

    public ImmutableArray<Folding> Visit(AffineStage stage) =>
        ByChannel(stage, IsUnit(stage.Operator.Requantizer) ? 0 : Ports(stage.Input.Format.Bits + 1));

    public ImmutableArray<Folding> Visit(Conv2dStage stage)
    {
        var shape = stage.Operator.Kernel.Shape;
        var requantiser = RequantiserDsp(stage.Operator, stage.Input.Format);
        var positions = Positions(stage.Input.Shape, stage.Operator.Window);
        return
        [
            .. from o in Divisors(shape.OutChannels / stage.Operator.Groups)
               from i in Divisors(shape.WeightsPerOutput)
               select new Folding(o, i, positions * (shape.OutChannels / o) * (shape.WeightsPerOutput / i), (o * i) + (o * requantiser)),
        ];
    }

    public ImmutableArray<Folding> Visit(DepthwiseStage stage)
    {
        var shape = stage.Operator.Kernel.Shape;
        var requantiser = RequantiserDsp(stage.Operator, stage.Input.Format);
        var positions = Positions(stage.Input.Shape, stage.Operator.Window);
        return
        [
            .. from c in Divisors(shape.OutChannels)
               from t in Divisors(shape.WeightsPerOutput)
               select new Folding(c, t, positions * (shape.OutChannels / c) * (shape.WeightsPerOutput / t), (c * t) + (c * requantiser)),
        ];
    }

    public ImmutableArray<Folding> Visit(PointwiseStage stage)
    {
        var shape = stage.Operator.Kernel.Shape;
        var requantiser = RequantiserDsp(stage.Operator, stage.Input.Format);
        long pixels = stage.Input.Shape.Pixels;
        return
        [
            .. from o in Divisors(shape.OutChannels)
               from i in Divisors(shape.WeightsPerOutput)
               select new Folding(o, i, pixels * (shape.OutChannels / o) * (shape.WeightsPerOutput / i), (o * i) + (o * requantiser)),
        ];
    }

    public ImmutableArray<Folding> Visit(PointwisePairStage stage)
    {
        int inputs = stage.Input.Shape.Channels, outputs = stage.Output.Shape.Channels, middle = stage.Expand.Kernel.Shape.OutChannels;
        int first = RequantiserDsp(stage.Expand, stage.Input.Format), second = RequantiserDsp(stage.Squeeze, stage.MiddleFormat);
        long pixels = stage.Input.Shape.Pixels;
        return
        [
            .. from m in Divisors(middle)
               from f in Divisors(inputs).Intersect(Divisors(outputs))
               select new Folding(
                   m, f, pixels * ((middle / m) + 1) * f, (m * (inputs + outputs) / f) + (m * first) + (outputs / f * second)),
        ];
    }

    public ImmutableArray<Folding> Visit(AddStage stage) =>
        ByChannel(stage, (Math.Abs(stage.Operator.MultiplierA) == 1 ? 0 : 1) + (Math.Abs(stage.Operator.MultiplierB) == 1 ? 0 : 1));

    public ImmutableArray<Folding> Visit(MaxPool2dStage stage) => [new(1, 1, Positions(stage.Input.Shape, stage.Operator.Window), 0)];

    public ImmutableArray<Folding> Visit(Upsample2xStage stage)
    {
        var margin = stage.Mode == UpsampleMode.Bilinear ? 1 : 0;
        return [new(1, 1, 4L * (stage.Input.Shape.Height + margin) * (stage.Input.Shape.Width + margin), 0)];
    }

    public ImmutableArray<Folding> Visit(TableStage stage) => ByChannel(stage, 0);

    public ImmutableArray<Folding> Visit(ThresholdStage stage) => [new(1, 1, stage.Input.Shape.Pixels, 0)];

    public ImmutableArray<Folding> Visit(ForkStage stage) => [new(1, 1, stage.Input.Shape.Pixels, 0)];

    public ImmutableArray<Folding> Visit(WriteMaskStage stage) => [new(1, 1, stage.Input.Shape.Pixels, 0)];

    private static ImmutableArray<Folding> ByChannel(Stage stage, int dspPerLane)
    {
        var shape = stage.Input.Shape;
        return [.. Divisors(shape.Channels).Select(l => new Folding(l, 1, (long)shape.Pixels * (shape.Channels / l), l * dspPerLane))];
    }

    private static int RequantiserDsp(IntegerConv2d conv, NumberFormat input) =>
        IsUnit(conv.Requantizer) ? 0 : Ports(AccumulatorWidths.BitsOf(conv, input));

    private static bool IsUnit(Requantizer rule) => rule.Multipliers.All(m => m == 1);

    private static int Ports(int bits) => bits <= DspPortBits ? 1 : 2;

    private static long Positions(FeatureShape input, WindowGeometry window) =>
        (long)(input.Height + window.PadTop + window.PadBottom) * (input.Width + window.PadLeft + window.PadRight);

    private static IEnumerable<int> Divisors(int n) => Enumerable.Range(1, n).Where(d => n % d == 0);
}
