using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Import.Onnx.Values;

/// <summary>A constant that is broadcast over a map, as one number per channel.</summary>
internal static class ChannelVector
{
    /// <summary>
    /// The constant's value for each channel; null where it would make the tensor larger or differs within a channel.
    /// </summary>
    /// <param name="layout">The tensor's dimensions.</param>
    /// <param name="map">The map it is made of.</param>
    /// <param name="dims">The constant's dimensions, aligned with the tensor's at the end.</param>
    /// <param name="data">Its elements.</param>
    public static double[]? Of(TensorLayout layout, FeatureShape map, long[] dims, double[] data)
    {
        if (!Fits(layout, dims))
            return null;
        if (data.Length > 0 && Array.TrueForAll(data, v => v == data[0]))
            return [.. Enumerable.Repeat(data[0], map.Channels)];
        var parts = dims.Select((size, i) => size == 1 ? [] : layout.Dims[i + layout.Rank - dims.Length]).ToArray();
        if (parts.Any(dim => dim.Any(part => part.Axis != MapAxis.Channel)))
            return null;
        var flat = parts.SelectMany(dim => dim).ToArray();
        return [.. Enumerable.Range(0, map.Channels).Select(c => data[flat.Aggregate(0, (at, part) => (at * part.Size) + part.Position(c))])];
    }

    /// <summary>Whether every dimension of the constant is 1 or the tensor's.</summary>
    public static bool Fits(TensorLayout layout, long[] dims)
    {
        var sizes = layout.Sizes;
        return dims.Length <= sizes.Length && !dims.Where((size, i) => size != 1 && size != sizes[i + sizes.Length - dims.Length]).Any();
    }
}
