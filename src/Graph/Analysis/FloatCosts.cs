using FpgaSeg.Graph.Float;

namespace FpgaSeg.Graph.Analysis;

/// <summary>Costs of float operators. The argument is the operator's node.</summary>
public sealed class FloatCosts : IFloatVisitor<FloatNode, OperatorCost>
{
    private static readonly FloatCosts Rules = new();

    private FloatCosts()
    {
    }

    /// <summary>The cost of one node.</summary>
    public static OperatorCost Of(FloatNode node) => node.Operator.Accept(Rules, node);

    public OperatorCost Visit(FloatInput op, FloatNode argument) => OperatorCost.None;

    /// <summary>The graph gives every convolution a bias; one that is all zeros was not in the model.</summary>
    public OperatorCost Visit(FloatConv2d op, FloatNode argument) =>
        ConvolutionCost.Of(op.Kernel.Shape, argument.Shape, Array.TrueForAll(op.Bias, b => b == 0) ? 0 : op.Bias.Length);

    public OperatorCost Visit(FloatAffine op, FloatNode argument) => new(op.Scale.Length + op.Shift.Length, 0);

    public OperatorCost Visit(FloatActivation op, FloatNode argument) => OperatorCost.None;

    public OperatorCost Visit(FloatAdd op, FloatNode argument) => OperatorCost.None;

    public OperatorCost Visit(FloatMaxPool2d op, FloatNode argument) => OperatorCost.None;

    public OperatorCost Visit(FloatUpsample2x op, FloatNode argument) => OperatorCost.None;

    public OperatorCost Visit(FloatThreshold op, FloatNode argument) => OperatorCost.None;
}
