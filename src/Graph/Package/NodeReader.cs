using System.Collections.Immutable;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Graph.Package;

/// <summary>Turns documents into nodes; anything that does not hold together is an <see cref="InvalidDataException"/> for the package reader.</summary>
internal static class NodeReader
{
    public static IntegerNode Read(NodeDocument document, byte[] tensors)
    {
        if (document.Shape is not [var channels, var height, var width])
            throw new InvalidDataException($"node '{document.Name}' has a shape of {document.Shape.Length} numbers, not 3");
        return new IntegerNode(
            document.Name,
            Operator(document, tensors),
            [.. document.Inputs],
            new FeatureShape(channels, height, width),
            new NumberFormat(document.Bits, document.Signed),
            document.Scale,
            document.Source);
    }

    private static IntegerOperator Operator(NodeDocument document, byte[] tensors) => document.Operator switch
    {
        "input" => new IntegerInput(),
        "affine" => new IntegerAffine(Requantizer(document)),
        "conv2d" => Conv(document, tensors),
        "add" => document.Add is { } a ? new IntegerAdd(a.MultiplierA, a.MultiplierB, a.Shift) : throw Missing(document, "add"),
        "max_pool2d" => new IntegerMaxPool2d(Window(document)),
        "mul" => Scaling(document) is { Multipliers: [var m] } s ? new IntegerMul(m, s.Shift) : throw Missing(document, "one multiplier"),
        "average_pool2d" => AveragePool(document),
        "resize2d" => Resize(document),
        "concat" => new IntegerConcat(),
        "channel_select" => new IntegerChannelSelect([.. document.Channels ?? throw Missing(document, "channels")]),
        "crop_pad" => document.Offset is [var top, var left] ? new IntegerCropPad(top, left) : throw Missing(document, "an offset of two numbers"),
        "depth_to_space" => document.Block is [var y, var x] ? new IntegerDepthToSpace(y, x) : throw Missing(document, "a block of two numbers"),
        "prelu" => Scaling(document) is { Multipliers: [var positive, .. var slopes] } s
            ? new IntegerPRelu(positive, [.. slopes], s.Shift)
            : throw Missing(document, "multipliers"),
        "margin" => new IntegerMargin(document.Class ?? throw Missing(document, "class")),
        "table" => new IntegerTable(document.Table is { Length: 256 } t ? [.. t] : throw Missing(document, "a table of 256 entries")),
        "threshold" => new IntegerThreshold(document.Threshold ?? throw Missing(document, "threshold")),
        _ => throw new InvalidDataException($"node '{document.Name}' has the unknown operator '{document.Operator}'"),
    };

    private static ScalingDocument Scaling(NodeDocument document) => document.Scaling ?? throw Missing(document, "scaling");

    private static IntegerAveragePool2d AveragePool(NodeDocument document)
    {
        var scaling = Scaling(document);
        return new IntegerAveragePool2d(
            Axis(document.PoolRows ?? throw Missing(document, "pool_rows")),
            Axis(document.PoolColumns ?? throw Missing(document, "pool_columns")),
            [.. scaling.Areas ?? []],
            [.. scaling.Multipliers],
            scaling.Shift);
    }

    private static IntegerResize2d Resize(NodeDocument document) =>
        Scaling(document) is { Multipliers: [var multiplier] } scaling
            ? new IntegerResize2d(
                Axis(document.ResizeRows ?? throw Missing(document, "resize_rows")),
                Axis(document.ResizeColumns ?? throw Missing(document, "resize_columns")),
                multiplier,
                scaling.Shift)
            : throw Missing(document, "one multiplier");

    private static PoolAxis Axis(PoolAxisDocument d) => new(d.InputSize, d.OutputSize, d.Kernel, d.Stride, d.PadBefore);

    private static ResizeAxis Axis(ResizeAxisDocument d) => new(d.InputSize, d.OutputSize, d.Step, d.Origin, d.Denominator, d.Linear);

    private static IntegerConv2d Conv(NodeDocument document, byte[] tensors)
    {
        var conv = document.Conv ?? throw Missing(document, "conv");
        if (conv.KernelShape is not [var o, var i, var h, var w] || o < 1 || i < 1 || h < 1 || w < 1)
            throw Missing(document, "a kernel_shape of 4 positive numbers");
        var count = (Int128)o * i * h * w;
        if (conv.Offset < 0 || conv.Offset + count > tensors.Length)
            throw new InvalidDataException($"the weights of node '{document.Name}' end at byte {conv.Offset + count} of {tensors.Length} in tensors.bin");
        var weights = Array.ConvertAll(tensors[conv.Offset..(int)(conv.Offset + count)], b => (sbyte)b);
        return new IntegerConv2d(
            new ConvKernel<sbyte>(new KernelShape(o, i, h, w), weights),
            conv.WeightBits,
            Window(document),
            conv.Groups,
            conv.RectifierBias?.ToImmutableArray() ?? [],
            Requantizer(document));
    }

    private static Requantizer Requantizer(NodeDocument document)
    {
        var r = document.Requantizer ?? throw Missing(document, "requantizer");
        return new Requantizer([.. r.Multipliers], [.. r.Offsets], r.Shift);
    }

    private static WindowGeometry Window(NodeDocument document)
    {
        var w = document.Window ?? throw Missing(document, "window");
        if (w is not { Kernel: [var kh, var kw], Stride: [var sy, var sx], Pads: [var top, var left, var bottom, var right], Dilation: [var dy, var dx] })
            throw Missing(document, "a window of kernel, stride, pads and dilation");
        return new WindowGeometry(kh, kw, sy, sx, top, left, bottom, right, dy, dx);
    }

    private static InvalidDataException Missing(NodeDocument document, string what) =>
        new($"node '{document.Name}' ({document.Operator}) lacks {what}");
}
