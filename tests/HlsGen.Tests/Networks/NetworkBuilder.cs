using System.Collections.Immutable;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Tests.Networks;

/// <summary>Builds integer graphs with random constants that obey docs/fixed-point.md; node indices are returned.</summary>
internal sealed partial class NetworkBuilder(Random random)
{
    private readonly List<IntegerNode> _nodes = [];

    public int Count => _nodes.Count;

    public IntegerNode this[int index] => _nodes[index];

    public DataflowGraph<IntegerNode> Build()
    {
        var graph = new DataflowGraph<IntegerNode>(_nodes);
        Assert.Empty(IntegerGraphRules.Check(graph));
        return graph;
    }

    public int Input(FeatureShape shape) => Append("image", new IntegerInput(), [], shape, NumberFormat.UInt8);

    public int Affine(int from, NumberFormat format)
    {
        var input = _nodes[from];
        var rule = Rule(input.Shape.Channels, Math.Max(input.Format.Max, -(long)input.Format.Min), format);
        return Append("affine", new IntegerAffine(rule), [from], input.Shape, format);
    }

    public int Convolution(int from, int channels, WindowGeometry window, int groups, NumberFormat format, bool rectifier = false, int weightBits = 8)
    {
        var input = _nodes[from];
        var shape = new KernelShape(channels, input.Shape.Channels / groups, window.KernelHeight, window.KernelWidth);
        var kernel = new ConvKernel<sbyte>(shape, Weights(shape.Count, weightBits));
        var draft = new IntegerConv2d(kernel, weightBits, window, groups, [], Requantizer.PassThrough([.. new long[channels]]));
        var range = AccumulatorRange.Of(draft, input.Format);
        var reach = Math.Max(Math.Max(range.High, -range.Low), 1);
        ImmutableArray<int> bias = rectifier ? [.. Enumerable.Range(0, channels).Select(_ => random.Next((int)-reach / 2, (int)(reach / 2) + 1))] : [];
        var op = draft with { RectifierBias = bias, Requantizer = Rule(channels, reach * 2, format) };
        return Append("conv", op, [from], window.OutputShape(input.Shape, channels), format);
    }

    /// <summary>The exact logits: M = 1, S = 0, in a signed format that is wide enough.</summary>
    public int Head(int from, int classes = 1)
    {
        var input = _nodes[from];
        var shape = new KernelShape(classes, input.Shape.Channels, 1, 1);
        long[] bias = [.. Enumerable.Range(0, classes).Select(_ => (long)random.Next(-500, 500))];
        var op = new IntegerConv2d(
            new ConvKernel<sbyte>(shape, Weights(shape.Count, 8)), 8, new WindowGeometry(1, 1), 1, [], Requantizer.PassThrough([.. bias]));
        var range = AccumulatorRange.Of(op, input.Format);
        var format = NumberFormat.SignedFor(range.Low + bias.Min(), range.High + bias.Max());
        return Append("head", op, [from], input.Shape with { Channels = classes }, format);
    }

    public int Add(int a, int b, NumberFormat format)
    {
        var shift = random.Next(0, 18);
        int Factor() => (int)((random.NextDouble() - 0.3) * (1L << Math.Min(shift + 1, 17)));
        return Add(a, b, format, new IntegerAdd(Factor(), Factor(), shift));
    }

    public int Add(int a, int b, NumberFormat format, IntegerAdd op) => Append("add", op, [a, b], _nodes[a].Shape, format);

    public int MaxPool(int from, WindowGeometry window)
    {
        var input = _nodes[from];
        return Append("pool", new IntegerMaxPool2d(window), [from], window.OutputShape(input.Shape, input.Shape.Channels), input.Format);
    }

    public int Upsample(int from, UpsampleMode mode)
    {
        var shape = _nodes[from].Shape;
        return mode == UpsampleMode.Bilinear
            ? Resize(from, ResizeAxis.HalfPixel(shape.Height, shape.Height * 2), ResizeAxis.HalfPixel(shape.Width, shape.Width * 2))
            : Resize(from, ResizeAxis.Replicate(shape.Height, 2), ResizeAxis.Replicate(shape.Width, 2));
    }

    public int Table(int from, NumberFormat format) => Append(
        "table",
        new IntegerTable([.. Enumerable.Range(0, 256).Select(_ => random.Next(format.Min, format.Max + 1))]),
        [from],
        _nodes[from].Shape,
        format);

    public int Threshold(int from, int threshold) =>
        Append("threshold", new IntegerThreshold(threshold), [from], _nodes[from].Shape, NumberFormat.Bit);

    private int Append(string kind, IntegerOperator op, ImmutableArray<int> inputs, FeatureShape shape, NumberFormat format)
    {
        var node = new IntegerNode($"/net/{kind}.{_nodes.Count}", op, inputs, shape, format, 1, null);
        _nodes.Add(node);
        var bits = ProductWidths.BitsOf(node, [.. inputs.Select(i => _nodes[i])]);
        Assert.True(bits <= Requantizer.ProductBits, $"The test network breaks the 48-bit rule: {bits} bits.");
        return _nodes.Count - 1;
    }

    // One draw in four takes only the ends of the range, so that sums reach their bounds.
    private sbyte[] Weights(int count, int bits)
    {
        var limit = (1 << (bits - 1)) - 1;
        var extreme = random.Next(4) == 0;
        return [.. Enumerable.Range(0, count).Select(_ => (sbyte)(extreme ? (random.Next(3) > 0 ? limit : -limit) : random.Next(-limit, limit + 1)))];
    }

    // Factors of about 1 to 64 output ranges over the reach, so that results saturate on both sides and also lie between; M of both signs.
    private Requantizer Rule(int channels, long reach, NumberFormat format)
    {
        var target = (format.Max + 1.0) / reach * Math.Pow(2, random.Next(0, 7));
        var shift = Math.Clamp((int)Math.Floor(Math.Log2(131071 / target)) - random.Next(0, 3), 0, 44);
        while (shift > 0 && target * Math.Pow(2, shift) * reach > Math.Pow(2, 45))
            shift--;
        var multipliers = Enumerable.Range(0, channels)
            .Select(_ => (int)Math.Clamp((random.NextDouble() - 0.25) * 1.3 * target * Math.Pow(2, shift), -131072, 131071));
        var offsets = Enumerable.Range(0, channels)
            .Select(_ => (long)((random.NextDouble() - 0.5) * Math.Min((format.Max + 1.0) * Math.Pow(2, shift), Math.Pow(2, 45))));
        return new Requantizer([.. multipliers], [.. offsets], shift);
    }
}
