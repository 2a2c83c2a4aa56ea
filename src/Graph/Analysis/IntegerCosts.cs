using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Graph.Analysis;

/// <summary>Costs of integer operators.</summary>
public sealed class IntegerCosts : IIntegerVisitor<CostContext, OperatorCost>
{
    private static readonly IntegerCosts Rules = new();

    private IntegerCosts()
    {
    }

    /// <summary>The cost of one node. Parameters are weights and offsets; multipliers of a convolution belong to its number formats.</summary>
    public static OperatorCost Of(DataflowGraph<IntegerNode> graph, int index)
    {
        var node = graph.Nodes[index];
        var phases = graph.Consumers(index) is [var reader] && graph.Nodes[reader].Operator is IntegerDepthToSpace d ? d.BlockY * d.BlockX : 1;
        return node.Operator.Accept(Rules, new CostContext(node.Shape, phases));
    }

    public OperatorCost Visit(IntegerInput op, CostContext argument) => OperatorCost.None;

    public OperatorCost Visit(IntegerAffine op, CostContext argument) => new(2L * argument.Output.Channels, 0);

    /// <summary>The bias is in the offsets, or in the rectifier with that of a batch norm after it in the offsets.</summary>
    public OperatorCost Visit(IntegerConv2d op, CostContext argument)
    {
        var cost = ConvolutionCost.Of(op.Kernel, [], argument.Output, argument.Phases);
        var biases = ConvolutionCost.Biases(op.RectifierBias.AsSpan(), argument.Phases)
            + ConvolutionCost.Biases(op.Requantizer.Offsets.AsSpan(), argument.Phases);
        return cost with { Parameters = cost.Parameters + biases };
    }

    public OperatorCost Visit(IntegerAdd op, CostContext argument) => OperatorCost.None;

    public OperatorCost Visit(IntegerMaxPool2d op, CostContext argument) => OperatorCost.None;

    public OperatorCost Visit(IntegerResize2d op, CostContext argument) => OperatorCost.None;

    public OperatorCost Visit(IntegerAveragePool2d op, CostContext argument) => OperatorCost.None;

    public OperatorCost Visit(IntegerMul op, CostContext argument) => OperatorCost.None;

    public OperatorCost Visit(IntegerConcat op, CostContext argument) => OperatorCost.None;

    public OperatorCost Visit(IntegerChannelSelect op, CostContext argument) => OperatorCost.None;

    public OperatorCost Visit(IntegerCropPad op, CostContext argument) => OperatorCost.None;

    public OperatorCost Visit(IntegerDepthToSpace op, CostContext argument) => OperatorCost.None;

    public OperatorCost Visit(IntegerPRelu op, CostContext argument) => new(op.NegativeMultipliers.Length, 0);

    public OperatorCost Visit(IntegerMargin op, CostContext argument) => OperatorCost.None;

    public OperatorCost Visit(IntegerTable op, CostContext argument) => OperatorCost.None;

    public OperatorCost Visit(IntegerThreshold op, CostContext argument) => OperatorCost.None;
}
