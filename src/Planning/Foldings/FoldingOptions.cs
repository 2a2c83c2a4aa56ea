using System.Collections.Immutable;
using FpgaSeg.Boards;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Foldings;

/// <summary>
/// Every folding that a stage's kernel takes. Two products per DSP where <see cref="Packing"/> is exact, else one; one DSP per requantiser lane
/// whose accumulator fits the multiplier's wide port and more where it does not.
/// </summary>
internal sealed partial class FoldingOptions(Multiplier multiplier) : IStageVisitor<ImmutableArray<Folding>>
{
    public ImmutableArray<Folding> Visit(ReadImageStage stage) => [new(1, 1, stage.Output.Shape.Count, 0)];

    public ImmutableArray<Folding> Visit(AffineStage stage) =>
        ByChannel(stage, IsUnit(stage.Operator.Requantizer) ? 0 : Ports(stage.Input.Format.Bits + 1));

    public ImmutableArray<Folding> Visit(Conv2dStage stage)
    {
        var (conv, shape) = (stage.Operator, stage.Operator.Kernel.Shape);
        var packing = Packing.Of(conv.WeightBits, stage.Input.Format, multiplier.ABits);
        return
        [
            .. from o in Divisors(shape.OutChannels / conv.Groups)
               from i in Divisors(shape.InChannelsPerGroup)
               let quant = Divisors(o).First(q => o / q <= shape.WeightsPerOutput / i)
               let turns = ConvolutionTurns.Of(stage, o, i, quant)
               select new Folding(o, i, turns.All, packing.Multipliers(o, i) + (quant * RequantiserDsp(conv, stage.Input.Format)))
               {
                   QuantLanes = quant, Packing = packing,
               },
        ];
    }

    public ImmutableArray<Folding> Visit(DepthwiseStage stage)
    {
        var (conv, shape) = (stage.Operator, stage.Operator.Kernel.Shape);
        return
        [
            .. from c in Divisors(shape.OutChannels)
               let quant = Divisors(c).First(q => c / q <= shape.WeightsPerOutput)
               let turns = ConvolutionTurns.Of(stage, c, quant)
               select new Folding(c, 1, turns.All, c + (quant * RequantiserDsp(conv, stage.Input.Format)))
               {
                   QuantLanes = quant,
               },
        ];
    }

    public ImmutableArray<Folding> Visit(PointwisePairStage stage)
    {
        int inputs = stage.Input.Shape.Channels, outputs = stage.Output.Shape.Channels, middle = stage.Expand.Kernel.Shape.OutChannels;
        int first = RequantiserDsp(stage.Expand, stage.Input.Format), second = RequantiserDsp(stage.Squeeze, stage.MiddleFormat);
        var expand = Packing.Of(stage.Expand.WeightBits, stage.Input.Format, multiplier.ABits);
        var squeeze = Packing.Of(stage.Squeeze.WeightBits, stage.MiddleFormat, multiplier.ABits);
        return
        [
            .. from m in Divisors(middle)
               from f in Divisors(inputs).Intersect(Divisors(outputs))
               let turns = PairTurns.Of(stage, m, f)
               let quant = Divisors(outputs / f).First(turns.SufficesWith)
               let multipliers = expand.Multipliers(m, inputs / f) + squeeze.Multipliers(outputs / f, m)
               select new Folding(m, f, turns.All(quant), multipliers + (m * first) + (quant * second))
               {
                   QuantLanes = quant, Packing = expand, SecondPacking = squeeze,
               },
        ];
    }

    /// <summary>Where both operands are multiplied, both in one cycle or one after the other by the same multiplier.</summary>
    public ImmutableArray<Folding> Visit(AddStage stage)
    {
        var products = (Math.Abs(stage.Operator.MultiplierA) == 1 ? 0 : 1) + (Math.Abs(stage.Operator.MultiplierB) == 1 ? 0 : 1);
        var at = ByChannel(stage, products);
        return products < 2 ? at : [.. at, .. at.Select(f => new Folding(f.Lanes, 2, 2 * f.Cycles, f.Lanes))];
    }

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

    private int RequantiserDsp(IntegerConv2d conv, NumberFormat input) =>
        IsUnit(conv.Requantizer) ? 0 : Ports(AccumulatorWidths.BitsOf(conv, input));

    private static bool IsUnit(Requantizer rule) => rule.Multipliers.All(m => m == 1);

    // Multipliers that a product with a signed factor of so many bits takes; each but the first adds the port's bits without sign.
    private int Ports(int bits) => 1 + ((bits - 2) / (multiplier.ABits - 1));

    private static long Positions(FeatureShape input, WindowGeometry window) =>
        (long)(input.Height + window.PadTop + window.PadBottom) * (input.Width + window.PadLeft + window.PadRight);

    private static IEnumerable<int> Divisors(int n) => Enumerable.Range(1, n).Where(d => n % d == 0);
}
