using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Graph.Analysis;

/// <summary>Costs of integer operators. The argument is the operator's node.</summary>
public sealed class IntegerCosts : IIntegerVisitor<IntegerNode, OperatorCost>
{
    private const int BitsPerByte = 8;
    private static readonly IntegerCosts Rules = new();

    private IntegerCosts()
    {
    }

    /// <summary>The cost of one node. Parameters are weights and one offset per channel; multipliers belong to the number format.</summary>
    public static OperatorCost Of(IntegerNode node) => node.Operator.Accept(Rules, node);

    /// <summary>Bytes that the weights of an operator fill at their own width, the last byte rounded up; 0 for an operator without.</summary>
    public static long WeightBytes(IntegerOperator op) =>
        op is IntegerConv2d conv ? Packed(conv.Kernel.Shape.Count, conv.WeightBits) : 0;

    /// <summary>Bytes that the node's output fills at its own width, the last byte rounded up.</summary>
    public static long ActivationBytes(IntegerNode node) => Packed(node.Shape.Count, node.Format.Bits);

    public OperatorCost Visit(IntegerInput op, IntegerNode argument) => OperatorCost.None;

    public OperatorCost Visit(IntegerAffine op, IntegerNode argument) => new(2L * argument.Shape.Channels, 0);

    /// <summary>The bias is the rectifier's, with the batch norm in the offsets, or the offsets alone.</summary>
    public OperatorCost Visit(IntegerConv2d op, IntegerNode argument) => ConvolutionCost.Of(
        op.Kernel.Shape,
        argument.Shape,
        op.RectifierBias.Length + (op.Requantizer.Offsets.All(b => b == 0) ? 0 : op.Requantizer.Offsets.Length));

    public OperatorCost Visit(IntegerAdd op, IntegerNode argument) => OperatorCost.None;

    public OperatorCost Visit(IntegerMaxPool2d op, IntegerNode argument) => OperatorCost.None;

    public OperatorCost Visit(IntegerUpsample2x op, IntegerNode argument) => OperatorCost.None;

    public OperatorCost Visit(IntegerTable op, IntegerNode argument) => OperatorCost.None;

    public OperatorCost Visit(IntegerThreshold op, IntegerNode argument) => OperatorCost.None;

    private static long Packed(long count, int bits) => ((count * bits) + BitsPerByte - 1) / BitsPerByte;
}
