using FpgaSeg.Graph.Float;

namespace FpgaSeg.Graph.Analysis;

/// <summary>Costs of float operators.</summary>
public sealed class FloatCosts : IFloatVisitor<CostContext, OperatorCost>
{
    private static readonly FloatCosts Rules = new();

    private FloatCosts()
    {
    }

    /// <summary>The cost of one node.</summary>
    public static OperatorCost Of(DataflowGraph<FloatNode> graph, int index)
    {
        var node = graph.Nodes[index];
        var phases = graph.Consumers(index) is [var reader] && graph.Nodes[reader].Operator is FloatDepthToSpace d ? d.BlockY * d.BlockX : 1;
        return node.Operator.Accept(Rules, new CostContext(node.Shape, phases));
    }

    public OperatorCost Visit(FloatInput op, CostContext argument) => OperatorCost.None;

    public OperatorCost Visit(FloatConv2d op, CostContext argument) =>
        ConvolutionCost.Of(op.Kernel, op.Bias, argument.Output, argument.Phases);

    public OperatorCost Visit(FloatAffine op, CostContext argument) => new(op.Scale.Length + op.Shift.Length, 0);

    public OperatorCost Visit(FloatActivation op, CostContext argument) => OperatorCost.None;

    public OperatorCost Visit(FloatAdd op, CostContext argument) => OperatorCost.None;

    public OperatorCost Visit(FloatMaxPool2d op, CostContext argument) => OperatorCost.None;

    public OperatorCost Visit(FloatResize2d op, CostContext argument) => OperatorCost.None;

    public OperatorCost Visit(FloatAveragePool2d op, CostContext argument) => OperatorCost.None;

    public OperatorCost Visit(FloatSub op, CostContext argument) => OperatorCost.None;

    public OperatorCost Visit(FloatMul op, CostContext argument) => OperatorCost.None;

    public OperatorCost Visit(FloatConcat op, CostContext argument) => OperatorCost.None;

    public OperatorCost Visit(FloatChannelSelect op, CostContext argument) => OperatorCost.None;

    public OperatorCost Visit(FloatCropPad op, CostContext argument) => OperatorCost.None;

    public OperatorCost Visit(FloatDepthToSpace op, CostContext argument) => OperatorCost.None;

    public OperatorCost Visit(FloatPRelu op, CostContext argument) => new(op.Slopes.Length, 0);

    public OperatorCost Visit(FloatMargin op, CostContext argument) => OperatorCost.None;

    public OperatorCost Visit(FloatThreshold op, CostContext argument) => OperatorCost.None;
}
