using System.Collections.Immutable;
using FpgaSeg.Boards;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Foldings;

/// <summary>
/// Every folding that a stage's kernel takes. Two products per DSP where <see cref="Packing"/> is exact, else one; one DSP per requantiser lane
/// whose accumulator fits the multiplier's wide port and more where it does not; each folding also with its multipliers in look-up tables.
/// </summary>
internal sealed partial class FoldingOptions(Multiplier multiplier) : IStageVisitor<ImmutableArray<Folding>>
{
    public ImmutableArray<Folding> Visit(ReadImageStage stage) => [new(1, 1, stage.Output.Shape.Count, 0)];

    public ImmutableArray<Folding> Visit(AffineStage stage) =>
        ByChannel(stage, IsUnit(stage.Operator.Requantizer) ? 0 : Ports(stage.Input.Format.Bits + 1));

    /// <summary>Pairs of pixels only where every channel has a lane already: the wider window wastes a column, so that lanes go further before.</summary>
    public ImmutableArray<Folding> Visit(Conv2dStage stage)
    {
        var (conv, shape) = (stage.Operator, stage.Operator.Kernel.Shape);
        var packing = Packing.Of(conv.WeightBits, stage.Input.Format, multiplier.ABits);
        var quantiser = QuantiserCost(conv, stage.Input.Format);
        int outputs = shape.OutChannels / conv.Groups, inputs = shape.InChannelsPerGroup;
        return
        [
            .. from o in Divisors(outputs)
               from i in Divisors(inputs)
               from pixels in o == outputs && i == inputs ? PixelPairs.Of(conv, stage) : [1]
               let quant = Divisors(o).First(q => o / q * pixels <= TapTurns(conv, pixels) * (inputs / i))
               let folding = Timed(new Folding(o, i, 0, 0) { QuantLanes = quant, Pixels = pixels, Packing = packing, Products = o * i * pixels }, f => ConvolutionTurns.Of(stage, f))
               let products = new MultiplierCost(packing.Multipliers(o * pixels, i), folding.Products * ProductLuts(conv, stage.Input.Format))
               from placed in Placed(folding, products, quantiser.Times(quant))
               select placed,
        ];
    }

    public ImmutableArray<Folding> Visit(DepthwiseStage stage)
    {
        var conv = stage.Operator;
        var quantiser = QuantiserCost(conv, stage.Input.Format);
        return
        [
            .. from c in Divisors(conv.Kernel.Shape.OutChannels)
               from pixels in PixelPairs.Of(conv, stage)
               let quant = Divisors(c).First(q => c / q * pixels <= TapTurns(conv, pixels))
               let folding = Timed(ByChannels(conv, stage.Input.Format, c, pixels) with { QuantLanes = quant }, f => ConvolutionTurns.Of(stage, f))
               from placed in Placed(folding, Products(conv, stage.Input.Format, folding), quantiser.Times(quant))
               select placed,
        ];
    }

    /// <summary>The same; every requantiser lane has a lane of the sum behind it, which may take a cycle per product.</summary>
    public ImmutableArray<Folding> Visit(DepthwiseAddStage stage)
    {
        var conv = stage.Operator;
        var quantiser = QuantiserCost(conv, stage.Input.Format);
        return
        [
            .. from c in Divisors(stage.Input.Shape.Channels)
               from pixels in PixelPairs.Of(conv, stage)
               from sum in SumPlace.Of(stage.Sum, stage.MiddleFormat, stage.Input.Format)
               let quant = Divisors(c).FirstOrDefault(q => c / q * pixels * sum.Turns <= TapTurns(conv, pixels))
               where quant > 0
               let lanes = ByChannels(conv, stage.Input.Format, c, pixels) with { InnerLanes = sum.Turns, QuantLanes = quant, LogicSum = sum.InLogic }
               let folding = Timed(lanes, f => ConvolutionTurns.Of(stage, f))
               from placed in Placed(folding, Products(conv, stage.Input.Format, folding), quantiser.Times(quant))
               select placed with { Dsp = placed.Dsp + (quant * sum.Dsp), MultiplierLuts = placed.MultiplierLuts + (quant * sum.Luts) },
        ];
    }

    public ImmutableArray<Folding> Visit(PointwisePairStage stage)
    {
        int inputs = stage.Input.Shape.Channels, outputs = stage.Output.Shape.Channels, middle = stage.Expand.Kernel.Shape.OutChannels;
        MultiplierCost first = QuantiserCost(stage.Expand, stage.Input.Format), second = QuantiserCost(stage.Squeeze, stage.MiddleFormat);
        int firstLuts = ProductLuts(stage.Expand, stage.Input.Format), secondLuts = ProductLuts(stage.Squeeze, stage.MiddleFormat);
        var expand = Packing.Of(stage.Expand.WeightBits, stage.Input.Format, multiplier.ABits);
        var squeeze = Packing.Of(stage.Squeeze.WeightBits, stage.MiddleFormat, multiplier.ABits);
        return
        [
            .. from m in LeastPerRounds(middle)
               from f in Divisors(inputs).Intersect(Divisors(outputs))
               let turns = PairTurns.Of(stage, m, f)
               let quant = Divisors(outputs / f).First(turns.SufficesWith)
               let folding = new Folding(m, f, turns.All(quant), 0)
               {
                   QuantLanes = quant, Packing = expand, SecondPacking = squeeze, Products = m * ((inputs / f) + (outputs / f)),
               }
               let products = new MultiplierCost(
                   expand.Multipliers(m, inputs / f) + squeeze.Multipliers(outputs / f, m), m * ((inputs / f * firstLuts) + (outputs / f * secondLuts)))
               from placed in Placed(folding, products, first.Times(m) + second.Times(quant))
               select placed,
        ];
    }

    public ImmutableArray<Folding> Visit(AddStage stage) =>
    [
        .. from sum in SumPlace.Of(stage.Operator, stage.Inputs[0].Format, stage.Inputs[1].Format)
           from at in ByChannel(stage, sum.Dsp)
           select at with { InnerLanes = sum.Turns, Cycles = sum.Turns * at.Cycles, LogicProducts = sum.InLogic, MultiplierLuts = at.Lanes * sum.Luts },
    ];

    public ImmutableArray<Folding> Visit(MaxPool2dStage stage) =>
        [.. Divisors(stage.Input.Shape.Channels).Select(l => new Folding(l, 1, ConvolutionTurns.Of(stage, l).All, 0) { QuantLanes = l })];

    /// <summary>Copies have nothing to fold.</summary>
    public ImmutableArray<Folding> Visit(Upsample2xStage stage)
    {
        var shape = stage.Input.Shape;
        return stage.Mode == UpsampleMode.Nearest
            ? [new(1, 1, 4L * shape.Pixels, 0)]
            : [.. Divisors(shape.Channels).Select(l => new Folding(l, 1, 4L * (shape.Height + 1) * (shape.Width + 1) * (shape.Channels / l), 0))];
    }

    public ImmutableArray<Folding> Visit(TableStage stage) => ByChannel(stage, 0);

    public ImmutableArray<Folding> Visit(ThresholdStage stage) => [new(1, 1, stage.Input.Shape.Pixels, 0)];

    public ImmutableArray<Folding> Visit(ForkStage stage) => [new(1, 1, stage.Input.Shape.Pixels, 0)];

    public ImmutableArray<Folding> Visit(SkipStoreStage stage) => [Bursts(stage.Region)];

    public ImmutableArray<Folding> Visit(SkipLoadStage stage) => [Bursts(stage.Region)];

    /// <summary>A multiplier for every lane of outputs and inputs, one for every depthwise lane, and the requantisers'.</summary>
    public ImmutableArray<Folding> Visit(EngineStage stage)
    {
        var (program, lanes) = (stage.Program, stage.Program.Lanes);
        var dsp = (lanes * lanes) + lanes + (lanes * Ports(program.AccumulatorBits));
        return [new(lanes, lanes, stage.Times.Cycles, dsp) { QuantLanes = lanes, Products = lanes * lanes }];
    }

    public ImmutableArray<Folding> Visit(WriteMaskStage stage) => [new(1, 1, stage.Input.Shape.Pixels, 0)];

    private static ImmutableArray<Folding> ByChannel(Stage stage, int dspPerLane)
    {
        var shape = stage.Input.Shape;
        return [.. Divisors(shape.Channels).Select(l => new Folding(l, 1, (long)shape.Pixels * (shape.Channels / l), l * dspPerLane))];
    }

    private static Folding Bursts(ExternalRegion region) => new(1, 1, (long)region.Bursts * region.WordsPerBurst, 0);

    // The folding with each kind of multiplier in DSP blocks or in look-up tables, which pack nothing.
    private static IEnumerable<Folding> Placed(Folding folding, MultiplierCost products, MultiplierCost quantisers)
    {
        bool[] places = quantisers.Dsp == 0 ? [false] : [false, true];
        foreach (var inLogic in places)
        {
            var (dsp, luts) = inLogic ? (0, quantisers.Luts) : (quantisers.Dsp, 0);
            yield return folding with { Dsp = products.Dsp + dsp, MultiplierLuts = luts, LogicRequantisers = inLogic };
            yield return folding with
            {
                Dsp = dsp,
                MultiplierLuts = products.Luts + luts,
                LogicRequantisers = inLogic,
                LogicProducts = true,
                Packing = Packing.None,
                SecondPacking = Packing.None,
            };
        }
    }

    private MultiplierCost QuantiserCost(IntegerConv2d conv, NumberFormat input)
    {
        var bits = AccumulatorWidths.BitsOf(conv, input);
        return IsUnit(conv.Requantizer) ? default : new(Ports(bits), LogicMultiplier.Luts(bits, Requantizer.MultiplierBits));
    }

    private static int ProductLuts(IntegerConv2d conv, NumberFormat input) => LogicMultiplier.Luts(conv.WeightBits, input.Bits);

    // Cycles in which the words of one input channel meet a window of so many pixels.
    private static int TapTurns(IntegerConv2d conv, int pixels) => conv.Window.KernelHeight * (conv.Window.KernelWidth + pixels - 1);

    private static Folding Timed(Folding folding, Func<Folding, ConvolutionTurns> turns) => folding with { Cycles = turns(folding).All };

    // A depthwise lane has one product, or one of each neighbour with the same activation.
    private Folding ByChannels(IntegerConv2d conv, NumberFormat input, int channels, int pixels) => new(channels, 1, 0, 0)
    {
        Pixels = pixels,
        Packing = pixels > 1 ? Packing.Of(conv.WeightBits, input, multiplier.ABits) : Packing.None,
        Products = channels * pixels,
    };

    private static MultiplierCost Products(IntegerConv2d conv, NumberFormat input, Folding folding) => new(
        folding.Lanes * folding.Packing.Multipliers(folding.Pixels, 1), folding.Products * ProductLuts(conv, input));

    private static bool IsUnit(Requantizer rule) => rule.Multipliers.All(m => m == 1);

    // Multipliers that a product with a signed factor of so many bits takes; each but the first adds the port's bits without sign.
    private int Ports(int bits) => 1 + ((bits - 2) / (multiplier.ABits - 1));

    // Of the numbers of lanes that take equally many rounds the smallest.
    private static IEnumerable<int> LeastPerRounds(int channels) => Enumerable.Range(1, channels).Select(r => (channels + r - 1) / r).Distinct().Order();

    private static IEnumerable<int> Divisors(int n) => Enumerable.Range(1, n).Where(d => n % d == 0);
}
