using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Engine;
using static FpgaSeg.Planning.Tests.Fit.Networks;

namespace FpgaSeg.Planning.Tests.Engine;

/// <summary>What the engine computes, and what it refuses by name.</summary>
public sealed class EngineLoweringTests
{
    private static readonly FeatureShape Map = new(4, 16, 16);

    /// <summary>One line per operator, the head's two as one; operands are lines, not nodes.</summary>
    [Fact]
    public void A_network_becomes_a_program()
    {
        var operators = EngineLowering.Lower(U(16));
        Assert.Equal(
            [EngineMode.Read, EngineMode.Dense, EngineMode.Maximum, EngineMode.Dense, EngineMode.Maximum, EngineMode.Add, EngineMode.Mask], operators.Select(o => o.Mode));
        Assert.Equal([4, 1], operators[5].Operands.Select(o => o.Maker));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], operators.Select(o => o.Node));
    }

    /// <summary>A store behind the map's maker, a load in front of its last reader, which waits for the other operand; everything else reads what it read.</summary>
    [Fact]
    public void A_skip_that_moves_is_stored_and_loaded()
    {
        var moved = EngineSkips.Move(EngineLowering.Lower(U(16)), maker: 1);
        Assert.Equal(
            [EngineMode.Read, EngineMode.Dense, EngineMode.Store, EngineMode.Maximum, EngineMode.Dense, EngineMode.Maximum, EngineMode.Load, EngineMode.Add, EngineMode.Mask],
            moved.Select(o => o.Mode));
        Assert.Equal([new EngineOperand(1)], moved[2].Operands.AsEnumerable());
        Assert.Equal([new EngineOperand(1)], moved[3].Operands.AsEnumerable());
        Assert.Equal([new EngineOperand(2, IsRead: false), new EngineOperand(5, IsRead: false)], moved[6].Operands.AsEnumerable());
        Assert.Equal([new EngineOperand(5), new EngineOperand(6)], moved[7].Operands.AsEnumerable());
        Assert.Equal([new EngineOperand(7)], moved[8].Operands.AsEnumerable());
    }

    /// <summary>The U holds what is doubled; its first level is made again, the pooling and what follows is not.</summary>
    [Fact]
    public void Two_passes_leave_the_deep_part_out_of_the_second()
    {
        var operators = EngineLowering.Lower(U(16));
        var passes = EnginePasses.Two(operators, Assert.Single(EnginePasses.Candidates(operators)));
        Assert.Equal([(0, true), (0, true), (0, false), (0, false), (1, false), (1, false), (1, false)], Enumerable.Range(0, operators.Length).Select(i => (passes.FirstOf(i), passes.IsTwice(i))));
        Assert.Equal(3, passes.Held);
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "window", "'op': its window reaches over 17x17, more than 15" },
        { "repeat", "'op': it repeats its second operand" },
        { "wide", "'op': its integers have 12 bits, more than 8" },
        { "gate", "'op': it is an operator of the kind Mul" },
        { "third", "'op': it resizes by another factor than two" },
        { "head", "'mask': its mask is not that of a convolution" },
        { "image", "'image': the image has 5 channels, more than 4" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Obstacles_name_the_node(string kind, string reason) => Assert.Equal(reason, EngineLowering.Obstacle(Network(kind)));

    private static DataflowGraph<IntegerNode> Network(string kind)
    {
        var input = new FeatureShape(kind == "image" ? 5 : 4, 16, 16);
        var (op, shape, format) = kind switch
        {
            "window" => (Convolution(4, 4, WindowGeometry.Same(17), Scale(4)), Map, NumberFormat.UInt8),
            "repeat" => (new IntegerAdd(1, 1, 0), Map, NumberFormat.UInt8),
            "wide" => (Convolution(4, 4, WindowGeometry.Same(1), Scale(4)), Map, new NumberFormat(12, IsSigned: true)),
            "gate" => (new IntegerMul(1, 0), Map, NumberFormat.UInt8),
            "third" => (new IntegerResize2d(ResizeAxis.Replicate(16, 3), ResizeAxis.Replicate(16, 3), 1, 0), new FeatureShape(4, 48, 48), NumberFormat.UInt8),
            "image" => (Convolution(4, 5, WindowGeometry.Same(1), Scale(4)), Map, NumberFormat.UInt8),
            _ => ((IntegerOperator)new IntegerAffine(Scale(4)), Map, NumberFormat.UInt8),
        };
        var one = Node("one", Convolution(1, input.Channels, WindowGeometry.Same(1), Scale(1)), [0], new FeatureShape(1, 16, 16), NumberFormat.UInt8);
        var head = Node("head", Convolution(1, 4, WindowGeometry.Same(1), Scale(1)), [2], shape with { Channels = 1 }, NumberFormat.UInt8);
        return new DataflowGraph<IntegerNode>(
        [
            Node("image", new IntegerInput(), [], input, NumberFormat.UInt8),
            one,
            Node("op", op, kind switch { "repeat" or "gate" => [0, 1], _ => [0] }, shape, format),
            head,
            Node("side", new IntegerAdd(1, 1, 0), [3, 1], head.Shape, NumberFormat.UInt8),
            Node("mask", new IntegerThreshold(0), [4], head.Shape, NumberFormat.Bit),
        ]);
    }
}
