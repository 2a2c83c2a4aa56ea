using FpgaSeg.Import.Onnx.Format;

namespace FpgaSeg.Import.Architectures;

/// <summary>
/// Adapts the attributes of a skeleton's convolutions to weights of other widths or kernel sizes: groups of grouped convolutions that keep
/// the channel count, kernel_shape, and padding that keeps the size. What does not fit together is found by the graph reader.
/// </summary>
internal static class WeightShapes
{
    /// <summary>Adapts a Conv node from the published weights <paramref name="from"/> to <paramref name="to"/> (O, I per group, H, W).</summary>
    public static void Adapt(NodeProto conv, IReadOnlyList<long> from, IReadOnlyList<long> to)
    {
        if (from.Count != 4 || to.Count != 4 || from.SequenceEqual(to))
            return;
        if (Find(conv, "group") is { I: > 1 } group && group.I * from[1] == from[0] && to[1] > 0 && to[0] % to[1] == 0)
            group.I = to[0] / to[1];
        if (Find(conv, "kernel_shape") is { } kernel)
        {
            kernel.Ints.Clear();
            kernel.Ints.AddRange([to[2], to[3]]);
        }

        AdaptPads(conv, from, to);
    }

    /// <summary>Channels of the image that a first convolution of these weights reads.</summary>
    public static long InputChannels(NodeProto conv, IReadOnlyList<long> weights) => weights[1] * (Find(conv, "group")?.I ?? 1);

    private static void AdaptPads(NodeProto conv, IReadOnlyList<long> from, IReadOnlyList<long> to)
    {
        if (Find(conv, "pads") is not { Ints: { Count: 4 } pads })
            return;
        for (var axis = 0; axis < 2; axis++)
        {
            var dilation = Find(conv, "dilations") is { Ints: { Count: 2 } dilations } ? dilations[axis] : 1;
            if (pads[axis] + pads[axis + 2] == dilation * (from[axis + 2] - 1) && pads[axis] == pads[axis + 2])
                pads[axis] = pads[axis + 2] = dilation * (Math.Min(to[axis + 2], 1 << 16) - 1) / 2;
        }
    }

    private static AttributeProto? Find(NodeProto node, string name) => node.Attribute.FirstOrDefault(a => a.Name == name);
}
