using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Graph.Tests.Package;

/// <summary>Each rule of docs/fixed-point.md broken once; the sentence names what is wrong.</summary>
public sealed class IntegerGraphRulesTests
{
    private static Dictionary<string, (string Node, Func<IntegerNode, IntegerNode> Change)> Broken { get; } = new()
    {
        ["the input is u8"] = ("image", n => n with { Format = NumberFormat.Int8 }),
        ["and only it, is the input"] = ("norm", n => n with { Operator = new IntegerInput() }),
        ["unsigned formats have 1 to 16 bits"] = ("norm", n => n with { Format = new(17, IsSigned: false) }),
        ["which is no feature map"] = ("norm", n => n with { Shape = new(0, 4, 4) }),
        ["a scale is a positive number"] = ("norm", n => n with { Scale = 0 }),
        ["reads 1 maps, not 2"] = ("conv", n => n with { Operator = new IntegerAdd(1, 1, 0) }),
        ["its inputs give"] = ("table", n => n with { Shape = new(2, 8, 7) }),
        ["1 multipliers and 1 offsets for 2"] = ("norm", n => n with { Operator = new IntegerAffine(new Requantizer([1], [1], 0)) }),
        ["shifts by 48"] = ("norm", n => n with { Operator = new IntegerAffine(new Requantizer([1, 1], [1, 1], 48)) }),
        ["does not fit 18 bits"] = ("norm", n => n with { Operator = new IntegerAffine(new Requantizer([131072, 1], [1, 1], 0)) }),
        ["leaves 48 bits"] = ("norm", n => n with { Operator = new IntegerAffine(new Requantizer([1, 1], [1, 1L << 47], 0)) }),
        ["input channels"] = ("conv", n => n with { Operator = PackageCase.Conv([1, 2, 3, 4, 5, 6], [], 4) }),
        ["1 rectifier biases"] = ("conv", n => n with { Operator = PackageCase.Conv([1, 2, 3, 4], [1], 4) }),
        ["beyond 4 bits"] = ("conv", n => n with { Operator = PackageCase.Conv([1, 2, 3, 8], [], 4, bits: 4) }),
        ["weights of 9 bits"] = ("conv", n => n with { Operator = PackageCase.Conv([1, 2, 3, 8], [], 4, bits: 9) }),
        ["beyond 31 bits"] = ("conv", n => n with { Operator = PackageCase.Conv([1, 2, 3, 4], [int.MaxValue, 0], 4) }),
        ["beyond 18 bits"] = ("sum", n => n with { Operator = new IntegerAdd(1 << 17, 1, 0) }),
        ["pads are smaller"] = ("pool", n => n with { Operator = new IntegerMaxPool2d(new WindowGeometry(2, 2, 2, 2, PadTop: 2)) }),
        ["it passes on"] = ("nearest", n => n with { Format = new(7, IsSigned: true) }),
        ["outside s7"] = ("table", n => n with { Format = new(7, IsSigned: true) }),
        ["a mask is u1"] = ("mask", n => n with { Format = NumberFormat.UInt8 }),
    };

    public static TheoryData<string> Names() => new(Broken.Keys);

    [Fact]
    public void A_sound_graph_breaks_none() => Assert.Empty(IntegerGraphRules.Check(PackageCase.Graph));

    [Fact]
    public void A_sum_stays_inside_48_bits()
    {
        var wide = PackageCase.Nodes[2] with { Format = new(32, IsSigned: true) };
        var sum = PackageCase.Nodes[3] with { Operator = new IntegerAdd(65536, 1, 0) };
        Assert.Contains(IntegerGraphRules.CheckNode(sum, [wide, wide]), p => p.Contains("sum beyond 48 bits", StringComparison.Ordinal));
    }

    /// <summary>6 x 715827883 is 2^32 + 2: in 32 bits, the two channels that there are.</summary>
    [Fact]
    public void Groups_whose_channels_wrap_around_are_refused()
    {
        const int groups = 715827883;
        var kernel = new ConvKernel<sbyte>(new KernelShape(groups, 6, 1, 1), new sbyte[2]);
        var conv = PackageCase.Nodes[2] with
        {
            Operator = new IntegerConv2d(kernel, 8, WindowGeometry.Same(1), groups, [], new Requantizer([1], [1], 0)),
        };

        var problem = Assert.Single(IntegerGraphRules.CheckNode(conv, [PackageCase.Nodes[1]]));

        Assert.Contains("groups for 2 input channels", problem, StringComparison.Ordinal);
    }

    /// <summary>Twice 2^31 - 1 is -2 in 32 bits: the window would end before it begins, or the padding would take rows away.</summary>
    [Theory]
    [InlineData(3, int.MaxValue, 0, 6)]
    [InlineData(1, 1, int.MaxValue, 2)]
    public void A_window_whose_extent_wraps_around_is_refused(int taps, int dilation, int pad, int rows)
    {
        var window = new WindowGeometry(taps, 1, DilationY: dilation, PadTop: pad, PadBottom: pad);
        var kernel = new ConvKernel<sbyte>(new KernelShape(2, 2, taps, 1), new sbyte[4 * taps]);
        var conv = PackageCase.Nodes[2] with
        {
            Shape = new(2, rows, 4),
            Operator = new IntegerConv2d(kernel, 8, window, 1, [], new Requantizer([1, 1], [1, 1], 0)),
        };

        var problem = Assert.Single(IntegerGraphRules.CheckNode(conv, [PackageCase.Nodes[1]]));

        Assert.Contains("under the window", problem, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_broken_rule_is_named(string sentence)
    {
        var (node, change) = Broken[sentence];
        Assert.Contains(IntegerGraphRules.Check(PackageCase.With(node, change)), p => p.Contains(sentence, StringComparison.Ordinal));
    }
}
