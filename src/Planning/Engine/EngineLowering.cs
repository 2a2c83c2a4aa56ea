using System.Collections.Immutable;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Engine;

/// <summary>Turns an integer graph into the engine's operators: one each, the head's convolution with its threshold, and a convolution with the spreading behind it.</summary>
public sealed class EngineLowering
{
    private const int LargestWindow = 15;
    private const int MapBits = 8;

    // A pixel of the image is one word.
    private const int FewestLanes = 4;

    private readonly DataflowGraph<IntegerNode> _graph;
    private readonly ImmutableArray<EngineOperator>.Builder _operators = ImmutableArray.CreateBuilder<EngineOperator>();
    private readonly Dictionary<int, int> _makers = [];

    private EngineLowering(DataflowGraph<IntegerNode> graph) => _graph = graph;

    /// <summary>The operators in the graph's order.</summary>
    /// <param name="graph">A graph for which <see cref="Obstacle"/> is null.</param>
    public static ImmutableArray<EngineOperator> Lower(DataflowGraph<IntegerNode> graph)
    {
        var lowering = new EngineLowering(graph);
        for (var i = 0; i < graph.Nodes.Length; i++)
            lowering.Add(i);
        return lowering._operators.ToImmutable();
    }

    /// <summary>The first reason why the engine cannot compute <paramref name="graph"/>, a sentence that names the node; null where it can.</summary>
    public static string? Obstacle(DataflowGraph<IntegerNode> graph) =>
        Enumerable.Range(0, graph.Nodes.Length).Select(i => Obstacle(graph, i)).FirstOrDefault(o => o is not null);

    private static string? Obstacle(DataflowGraph<IntegerNode> graph, int index)
    {
        var node = graph.Nodes[index];
        var inputs = node.Inputs.Select(i => graph.Nodes[i]).ToArray();
        var isJoined = IsJoined(graph, index);
        var reason = node.Operator switch
        {
            IntegerInput when node.Shape.Channels > FewestLanes => $"the image has {node.Shape.Channels} channels, more than {FewestLanes}",
            IntegerInput or IntegerAffine => null,
            IntegerConv2d conv when Math.Max(conv.Window.ExtentY, conv.Window.ExtentX) > LargestWindow => $"its window reaches over {conv.Window.ExtentY}x{conv.Window.ExtentX}, more than {LargestWindow}",
            IntegerMaxPool2d pool when Math.Max(pool.Window.ExtentY, pool.Window.ExtentX) > LargestWindow => $"its window reaches over {pool.Window.ExtentY}x{pool.Window.ExtentX}, more than {LargestWindow}",
            IntegerConv2d or IntegerMaxPool2d => null,
            IntegerAdd when inputs[0].Shape != inputs[1].Shape => "it repeats its second operand",
            IntegerAdd => null,
            IntegerResize2d resize when Doubling.Of(resize) is null => "it resizes by another factor than two",
            IntegerResize2d => null,
            IntegerDepthToSpace { BlockY: 2, BlockX: 2 } when IsJoined(graph, node.Inputs[0]) => null,
            IntegerDepthToSpace => "it spreads channels other than those of a convolution over blocks of 2x2",
            IntegerThreshold threshold when IsJoined(graph, node.Inputs[0]) && threshold.Threshold >= inputs[0].Format.Min && threshold.Threshold < inputs[0].Format.Max => null,
            IntegerThreshold => "its mask is not that of a convolution",
            _ => $"it is {Article(node.Operator)}",
        };
        if (reason is null && node.Format.Bits > MapBits && !isJoined)
            reason = $"its integers have {node.Format.Bits} bits, more than {MapBits}";
        return reason is null ? null : $"'{node.Name}': {reason}";
    }

    private static string Article(IntegerOperator op) => $"an operator of the kind {op.GetType().Name["Integer".Length..]}";

    // A convolution whose only reader is the threshold, or spreads its channels.
    private static bool IsJoined(DataflowGraph<IntegerNode> graph, int index) =>
        graph.Nodes[index].Operator is IntegerConv2d conv && graph.Consumers(index) is [var reader] && graph.Nodes[reader].Inputs.Length == 1
        && graph.Nodes[reader].Operator is IntegerThreshold or IntegerDepthToSpace { BlockY: 2, BlockX: 2 } && (conv.Window.StrideY, conv.Window.StrideX) == (1, 1);

    private void Add(int index)
    {
        if (IsJoined(_graph, index))
            return;
        var node = _graph.Nodes[index];
        _makers[index] = _operators.Count;
        _operators.Add(node.Operator switch
        {
            IntegerInput => new(EngineMode.Read, index, node.Name, [], node.Shape, [], node.Shape, node.Format, new(1, 1)),
            IntegerAffine affine => Of(EngineMode.Maximum, index, new(1, 1), ByChannel(affine.Requantizer, [], InputOf(node).Format.Bits + 1)),
            IntegerConv2d conv => Convolution(index, conv),
            IntegerMaxPool2d pool => Of(EngineMode.Maximum, index, WindowOf(pool.Window), Unit(shift: 0, InputOf(node).Format.Bits + 1)),
            IntegerAdd add => Of(EngineMode.Add, index, new(2, 1, DilationY: 0), SumOf(add, node)),
            IntegerResize2d resize => Doubled(index, Doubling.Of(resize)!.Value),
            IntegerDepthToSpace => Spread(index),
            IntegerThreshold => Mask(index),
            _ => throw new ArgumentException($"The engine does not compute {node.Name}."),
        });
    }

    private EngineOperator Of(EngineMode mode, int index, EngineWindow window, EngineRule rule, IntegerConv2d? convolution = null)
    {
        var node = _graph.Nodes[index];
        return new(
            mode, index, node.Name, [.. node.Inputs.Select(i => new EngineOperand(_makers[i]))], InputOf(node).Shape,
            [.. node.Inputs.Select(i => _graph.Nodes[i].Format.IsSigned)], node.Shape, node.Format, window, rule, convolution);
    }

    private EngineOperator Convolution(int index, IntegerConv2d conv) => Of(
        ConvolutionKinds.Of(conv) == ConvolutionKind.Depthwise ? EngineMode.Depthwise : EngineMode.Dense, index, WindowOf(conv.Window), RuleOf(conv, index), conv);

    private EngineOperator Doubled(int index, UpsampleMode mode) => mode == UpsampleMode.Nearest
        ? Of(EngineMode.Maximum, index, new(1, 1, Doubles: true), Unit(shift: 0, InputOf(_graph.Nodes[index]).Format.Bits + 1))
        : Of(EngineMode.Depthwise, index, new(2, 2, Top: 1, Left: 1, Doubles: true, IsLinear: true), Unit(shift: 4, InputOf(_graph.Nodes[index]).Format.Bits + 5));

    // The convolution's output channel (c * 2 + i) * 2 + j is channel c at place (i, j) of a block.
    private EngineOperator Spread(int index)
    {
        var (node, before) = (_graph.Nodes[index], _graph.Nodes[index].Inputs[0]);
        var conv = (IntegerConv2d)_graph.Nodes[before].Operator;
        var rule = RuleOf(conv, before);
        var scales = Enumerable.Range(0, 4).SelectMany(phase => Enumerable.Range(0, node.Shape.Channels).Select(c => rule.Scales[(4 * c) + phase]));
        var dense = Of(EngineMode.Dense, before, WindowOf(conv.Window) with { Doubles = true }, rule with { Scales = [.. scales] }, conv);
        return dense with { Node = index, Name = node.Name, Shape = node.Shape, Format = node.Format, SpreadNode = before };
    }

    // The comparison takes the place of the clip, which the threshold lies within.
    private EngineOperator Mask(int index)
    {
        var before = _graph.Nodes[index].Inputs[0];
        var conv = (IntegerConv2d)_graph.Nodes[before].Operator;
        return Of(EngineMode.Mask, before, WindowOf(conv.Window), RuleOf(conv, before), conv) with { Threshold = ((IntegerThreshold)_graph.Nodes[index].Operator).Threshold };
    }

    private EngineRule RuleOf(IntegerConv2d conv, int index) =>
        ByChannel(conv.Requantizer, conv.RectifierBias, AccumulatorWidths.BitsOf(conv, InputOf(_graph.Nodes[index]).Format));

    private EngineRule SumOf(IntegerAdd add, IntegerNode node)
    {
        var half = add.Shift == 0 ? 0 : 1L << (add.Shift - 1);
        var bits = node.Inputs.Max(i => _graph.Nodes[i].Format.Bits) + 1;
        return new(EngineScaling.ByOperand, [new(add.MultiplierA, half, 0), new(add.MultiplierB, 0, 0)], add.Shift, Rectifies: false, bits);
    }

    private IntegerNode InputOf(IntegerNode node) => _graph.Nodes[node.Inputs[0]];

    private static EngineRule ByChannel(Requantizer rule, ImmutableArray<int> rectifier, int accumulatorBits) => new(
        EngineScaling.ByChannel,
        [.. rule.Multipliers.Select((m, c) => new EngineScale(m, rule.Offsets[c] + rule.Half, rectifier.IsDefaultOrEmpty ? 0 : rectifier[c]))],
        rule.Shift,
        !rectifier.IsDefaultOrEmpty,
        accumulatorBits);

    private static EngineRule Unit(int shift, int accumulatorBits) =>
        new(EngineScaling.Uniform, [new(1, shift == 0 ? 0 : 1L << (shift - 1), 0)], shift, Rectifies: false, accumulatorBits);

    private static EngineWindow WindowOf(WindowGeometry window) => new(
        window.KernelHeight, window.KernelWidth, window.StrideY, window.StrideX, window.PadTop, window.PadLeft, window.DilationY, window.DilationX);
}
