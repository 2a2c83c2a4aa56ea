using System.Collections.Immutable;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Import.Onnx.Values;

/// <summary>
/// How the dimensions of an ONNX tensor are made of the axes of a feature map: NCHW, NHWC, or whatever reshapes and transposes made of
/// them. Each dimension is a product of <see cref="AxisPart"/>s, the outermost first; a dimension without parts has size 1.
/// </summary>
internal sealed class TensorLayout : IEquatable<TensorLayout>
{
    private TensorLayout(IEnumerable<IEnumerable<AxisPart>> dims) => Dims = [.. dims.Select(parts => Merge(parts))];

    public ImmutableArray<ImmutableArray<AxisPart>> Dims { get; }

    public int Rank => Dims.Length;

    /// <summary>The dimensions as ONNX counts them.</summary>
    public long[] Sizes => [.. Dims.Select(SizeOf)];

    /// <summary>1 x channels x rows x columns.</summary>
    public static TensorLayout ChannelsFirst(FeatureShape map) =>
        new([[], [Whole(map, MapAxis.Channel)], [Whole(map, MapAxis.Row)], [Whole(map, MapAxis.Column)]]);

    /// <summary>1 x rows x columns x channels.</summary>
    public static TensorLayout ChannelsLast(FeatureShape map) => ChannelsFirst(map).Transpose([0, 2, 3, 1]);

    /// <summary>A layout from its dimensions.</summary>
    public static TensorLayout Of(IEnumerable<IEnumerable<AxisPart>> dims) => new(dims);

    /// <summary>All positions of an axis.</summary>
    public static AxisPart Whole(FeatureShape map, MapAxis axis) => new(axis, Length(map, axis), 1);

    public static int Length(FeatureShape map, MapAxis axis) => axis switch
    {
        MapAxis.Channel => map.Channels,
        MapAxis.Row => map.Height,
        _ => map.Width,
    };

    /// <summary>Elements of one dimension.</summary>
    public static long SizeOf(ImmutableArray<AxisPart> parts) => parts.Aggregate(1L, (size, part) => size * part.Size);

    /// <summary>
    /// The axis that dimension <paramref name="dim"/> is all of; null where it is several, a part, or none. In NCHW and NHWC that is known
    /// for axes of length 1 too.
    /// </summary>
    public MapAxis? AxisOf(int dim, FeatureShape map)
    {
        if (Equals(ChannelsFirst(map)))
            return dim == 0 ? null : (MapAxis)(dim - 1);
        if (Equals(ChannelsLast(map)))
            return dim switch { 0 => null, 3 => MapAxis.Channel, _ => (MapAxis)dim };
        return Dims[dim] is [var part] && part == Whole(map, part.Axis) ? part.Axis : null;
    }

    /// <summary>The layout with dimensions of size 1 in front, up to <paramref name="rank"/>.</summary>
    public TensorLayout Widen(int rank) =>
        new(Enumerable.Repeat(Enumerable.Empty<AxisPart>(), Math.Max(rank - Rank, 0)).Concat(Dims.Select(d => d.AsEnumerable())));

    /// <summary>The layout without some dimensions.</summary>
    public TensorLayout Without(IReadOnlyCollection<int> dims) => new(Dims.Where((_, i) => !dims.Contains(i)).Select(d => d.AsEnumerable()));

    /// <summary>Dimension i of the result is dimension order[i].</summary>
    public TensorLayout Transpose(IReadOnlyList<int> order) => new(order.Select(dim => Dims[dim].AsEnumerable()));

    /// <summary>The same with dimension <paramref name="dim"/> made of other parts.</summary>
    public TensorLayout With(int dim, params IEnumerable<AxisPart> parts) => new(Dims.Select((old, i) => i == dim ? parts : old.AsEnumerable()));

    /// <summary>The same with every part rewritten.</summary>
    public TensorLayout Map(Func<AxisPart, AxisPart> change) => new(Dims.Select(parts => parts.Select(change)));

    /// <summary>The same where an axis has become <paramref name="length"/> long; it must be one whole dimension.</summary>
    public TensorLayout Resized(FeatureShape map, MapAxis axis, int length)
    {
        var dim = Enumerable.Range(0, Rank).First(i => AxisOf(i, map) == axis);
        return With(dim, new AxisPart(axis, length, 1));
    }

    /// <summary>The same with other dimensions around the same elements, in the same order; null where they would cut through a part.</summary>
    public TensorLayout? Reshape(IReadOnlyList<long> sizes) =>
        LayoutDivision.Divide(Dims.SelectMany(parts => parts), sizes) is { } dims ? new TensorLayout(dims) : null;

    public bool Equals(TensorLayout? other) =>
        other is not null && Dims.Length == other.Dims.Length && Dims.Zip(other.Dims).All(pair => pair.First.SequenceEqual(pair.Second));

    public override bool Equals(object? obj) => Equals(obj as TensorLayout);

    public override int GetHashCode() => Dims.Aggregate(Rank, (hash, parts) => HashCode.Combine(hash, parts.Length, SizeOf(parts)));

    public override string ToString() => $"[{string.Join(", ", Sizes)}]";

    private static ImmutableArray<AxisPart> Merge(IEnumerable<AxisPart> parts)
    {
        var merged = ImmutableArray.CreateBuilder<AxisPart>();
        foreach (var part in parts.Where(p => p.Size > 1))
        {
            if (merged.Count > 0 && merged[^1].Continues(part))
                merged[^1] = new(part.Axis, merged[^1].Size * part.Size, part.Stride);
            else
                merged.Add(part);
        }

        return merged.ToImmutable();
    }
}
