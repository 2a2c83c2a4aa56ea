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

    public NodeDocument Visit(IntegerUpsample2x op, NodeDocument argument) =>
        argument with { UpsampleMode = op.Mode == UpsampleMode.Nearest ? "nearest" : "bilinear" };

    public NodeDocument Visit(IntegerTable op, NodeDocument argument) => argument with { Table = [.. op.Entries] };

    public NodeDocument Visit(IntegerThreshold op, NodeDocument argument) => argument with { Threshold = op.Threshold };

    private static RequantizerDocument Document(Requantizer r) => new([.. r.Multipliers], [.. r.Offsets], r.Shift);

    private static WindowDocument Document(WindowGeometry w) => new(
        [w.KernelHeight, w.KernelWidth],
        [w.StrideY, w.StrideX],
        [w.PadTop, w.PadLeft, w.PadBottom, w.PadRight],
        [w.DilationY, w.DilationX]);
}
