using FpgaSeg.Boards;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Foldings;

namespace FpgaSeg.Planning.Logic;

/// <summary>Parts that several kinds of stage are made of.</summary>
internal sealed class Datapath(DeviceFamily family, LogicBlocks blocks)
{
    private const int IntBits = 32;

    // Only there does a product share its block with the sum behind it: the open flows of the other families leave that adder to tables.
    private bool HasAdderBehindProduct => family.Multiplier.MultipliersPerAccumulator == 1;

    /// <summary>A counter that wraps after n.</summary>
    public LogicCount Counter(int n) => new(0, blocks.Counter.At(WindowBits.Index(n)), blocks.Counter.At(IntBits), WindowBits.Index(n));

    /// <summary>One of so many words.</summary>
    public LogicCount Select(int words, double bits) => words <= 1 ? default : LogicCount.OfData(blocks.Select.At(bits * (words - 1), bits));

    /// <summary>Registers of so many words, of which one is written.</summary>
    public LogicCount Registers(int words, double bits) => LogicCount.OfData(words <= 1 ? 0 : blocks.Enables.At(words), words * bits);

    /// <summary>A sum.</summary>
    public LogicCount Add(double bits) => LogicCount.OfData(blocks.Add.At(bits));

    /// <summary>A constant or a bias added to a product; one that is made of tables has no adder behind it either.</summary>
    public LogicCount AddToProduct(double bits, bool inLogic = false) => HasAdderBehindProduct && !inLogic ? default : Add(bits);

    /// <summary>One lane of a sum of two scaled operands; both factors may share a multiplier, one product after the other.</summary>
    public LogicCount Sum(IntegerAdd op, NumberFormat a, NumberFormat b, NumberFormat output, bool isShared, bool inLogic)
    {
        var products = inLogic ? 0 : new[] { op.MultiplierA, op.MultiplierB }.Count(m => Math.Abs(m) != 1);
        var sum = Math.Max(a.Bits + WindowBits.Index(Math.Abs(op.MultiplierA) + 1), b.Bits + WindowBits.Index(Math.Abs(op.MultiplierB) + 1)) + 2;
        var adds = products == 0 ? 2 * Add(sum) : products == 1 ? Add(sum) + AddToProduct(sum) : 2 * AddToProduct(sum);
        var shared = isShared ? Select(2, Requantizer.MultiplierBits + Math.Max(a.Bits, b.Bits)) + LogicCount.OfData(0, sum) : default;
        return adds + shared + Clip(sum - op.Shift, output);
    }

    /// <summary>Limits a value to a format.</summary>
    public LogicCount Clip(int bits, NumberFormat format)
    {
        var value = Math.Max(bits, format.Bits + 1);
        return LogicCount.OfData((format.IsSigned ? blocks.Clip : blocks.ClipUnsigned).At(value, format.Bits));
    }

    /// <summary>The rounding rule behind an accumulator, one lane; a unit rule has no multiplier.</summary>
    public LogicCount Requantise(Requantizer rule, int accumulator, bool rectifies, NumberFormat format, bool inLogic = false)
    {
        var unit = rule.Multipliers.All(m => m == 1);
        var sum = unit ? Math.Max(accumulator, RequantiserWidths.Offset(rule)) + 1 : Math.Min(Requantizer.ProductBits, accumulator + Requantizer.MultiplierBits);
        var offset = unit ? Add(sum) : AddToProduct(sum, inLogic);
        return (rectifies ? LogicCount.OfData(blocks.Rectify.At(accumulator)) : default) + offset + Clip(sum - rule.Shift, format);
    }

    /// <summary>The rounding rule of a convolution, one lane.</summary>
    public LogicCount Requantise(IntegerConv2d conv, NumberFormat input, NumberFormat output, bool inLogic) =>
        Requantise(conv.Requantizer, AccumulatorWidths.BitsOf(conv, input), !conv.RectifierBias.IsEmpty, output, inLogic);

    /// <summary>Multipliers' sums and accumulators of <paramref name="outputs"/> x <paramref name="inputs"/> products per cycle.</summary>
    public LogicCount Products(IntegerConv2d conv, NumberFormat input, Packing packing, int outputs, int inputs, bool inLogic)
    {
        var accumulator = AccumulatorWidths.BitsOf(conv, input);
        var pairs = packing.IsPaired ? outputs / 2 : 0;
        var paired = pairs == 0 ? default : pairs * Pair(conv.WeightBits, input, packing, inputs, accumulator);
        return paired + ((outputs - (2 * pairs)) * Single(conv.WeightBits + input.Bits, inputs, accumulator, inLogic));
    }

    /// <summary>An accumulator of the sum of so many products.</summary>
    public LogicCount Single(int productBits, int inputs, int accumulator, bool inLogic) =>
        LogicCount.OfData((inLogic ? blocks.Accumulate : blocks.Mac).At(accumulator), accumulator)
        + ((inputs - 1) * AddToProduct(productBits + 1, inLogic));

    // A chain's sum grows in the blocks where they have adders; each chain is taken apart, and all but the first add to what the first made.
    private LogicCount Pair(int weightBits, NumberFormat input, Packing packing, int inputs, int accumulator)
    {
        var chains = (inputs + packing.Chain - 1) / packing.Chain;
        var sum = packing.Shift + weightBits + input.Bits + WindowBits.Index(Math.Min(inputs, packing.Chain) + 1);
        var unpack = LogicCount.OfData(blocks.Unpack.At(sum - packing.Shift + (2 * accumulator)), 2 * accumulator);
        var inside = HasAdderBehindProduct ? default : (inputs - chains) * Add(sum);
        return unpack + (2 * (chains - 1) * Add(accumulator)) + inside + LogicCount.OfData(inputs * blocks.Pair.At(weightBits));
    }
}
