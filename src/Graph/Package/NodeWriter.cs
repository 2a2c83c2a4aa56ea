using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Graph.Package;

/// <summary>Turns nodes into documents and collects their weights.</summary>
internal sealed class NodeWriter : IIntegerVisitor<NodeDocument, NodeDocument>
{
    private readonly List<byte> _tensors = [];

    /// <summary>The weights of every node written so far: tensors.bin.</summary>
    public byte[] Tensors => [.. _tensors];

    public NodeDocument Write(IntegerNode node)
    {
        var common = new NodeDocument(
            node.Name,
            OperatorNames.Of(node.Operator),
            [.. node.Inputs],
            [node.Shape.Channels, node.Shape.Height, node.Shape.Width],
            node.Format.Bits,
            node.Format.IsSigned,
            node.Scale,
            node.Source);
        return node.Operator.Accept(this, common);
    }

    public NodeDocument Visit(IntegerInput op, NodeDocument argument) => argument;

    public NodeDocument Visit(IntegerAffine op, NodeDocument argument) => argument with { Requantizer = Document(op.Requantizer) };

    public NodeDocument Visit(IntegerConv2d op, NodeDocument argument)
    {
        var (offset, shape) = (_tensors.Count, op.Kernel.Shape);
        foreach (var weight in op.Kernel.Data)
            _tensors.Add((byte)weight);
        int[] kernelShape = [shape.OutChannels, shape.InChannelsPerGroup, shape.Height, shape.Width];
        return argument with
        {
            Conv = new ConvDocument(kernelShape, op.WeightBits, op.Groups, offset, op.RectifierBias.IsEmpty ? null : [.. op.RectifierBias]),
            Window = Document(op.Window),
            Requantizer = Document(op.Requantizer),
        };
    }

    public NodeDocument Visit(IntegerAdd op, NodeDocument argument) =>
        argument with { Add = new AddDocument(op.MultiplierA, op.MultiplierB, op.Shift) };

    public NodeDocument Visit(IntegerMaxPool2d op, NodeDocument argument) => argument with { Window = Document(op.Window) };

    public NodeDocument Visit(IntegerMul op, NodeDocument argument) =>
        argument with { Scaling = new ScalingDocument([op.Multiplier], op.Shift) };

    public NodeDocument Visit(IntegerAveragePool2d op, NodeDocument argument) => argument with
    {
        PoolRows = Document(op.Rows),
        PoolColumns = Document(op.Columns),
        Scaling = new ScalingDocument([.. op.Multipliers], op.Shift, op.Areas.IsEmpty ? null : [.. op.Areas]),
    };

    public NodeDocument Visit(IntegerResize2d op, NodeDocument argument) => argument with
    {
        ResizeRows = Document(op.Rows),
        ResizeColumns = Document(op.Columns),
        Scaling = new ScalingDocument([op.Multiplier], op.Shift),
    };

    public NodeDocument Visit(IntegerConcat op, NodeDocument argument) => argument;

    public NodeDocument Visit(IntegerChannelSelect op, NodeDocument argument) => argument with { Channels = [.. op.Channels] };

    public NodeDocument Visit(IntegerCropPad op, NodeDocument argument) => argument with { Offset = [op.Top, op.Left] };

    public NodeDocument Visit(IntegerDepthToSpace op, NodeDocument argument) => argument with { Block = [op.BlockY, op.BlockX] };

    public NodeDocument Visit(IntegerPRelu op, NodeDocument argument) =>
        argument with { Scaling = new ScalingDocument([op.PositiveMultiplier, .. op.NegativeMultipliers], op.Shift) };

    public NodeDocument Visit(IntegerMargin op, NodeDocument argument) => argument with { Class = op.Class };

    public NodeDocument Visit(IntegerTable op, NodeDocument argument) => argument with { Table = [.. op.Entries] };

    public NodeDocument Visit(IntegerThreshold op, NodeDocument argument) => argument with { Threshold = op.Threshold };

    private static RequantizerDocument Document(Requantizer r) => new([.. r.Multipliers], [.. r.Offsets], r.Shift);

    private static WindowDocument Document(WindowGeometry w) => new(
        [w.KernelHeight, w.KernelWidth],
        [w.StrideY, w.StrideX],
        [w.PadTop, w.PadLeft, w.PadBottom, w.PadRight],
        [w.DilationY, w.DilationX]);

    private static PoolAxisDocument Document(PoolAxis axis) => new(axis.InputSize, axis.OutputSize, axis.Kernel, axis.Stride, axis.PadBefore);

    private static ResizeAxisDocument Document(ResizeAxis axis) =>
        new(axis.InputSize, axis.OutputSize, axis.Step, axis.Origin, axis.Denominator, axis.IsLinear);
}
