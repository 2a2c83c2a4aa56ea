using System.Collections.Immutable;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Import.Onnx.Values;

/// <summary>One operator of a rearrangement and the shape it makes.</summary>
internal readonly record struct RearrangementStep(FloatOperator Operator, FeatureShape Shape);

/// <summary>
/// Brings a tensor that reshapes and transposes made of a map back to 1 x channels x rows x columns: channel shuffles become a channel
/// selection, depth-to-space and space-to-depth their operators, whatever sequence of nodes an exporter writes them with.
/// </summary>
internal static class MapRearrangement
{
    /// <summary>The operators that lead from <paramref name="map"/> to the tensor; null where it is no such map.</summary>
    public static IReadOnlyList<RearrangementStep>? Plan(FeatureShape map, TensorLayout layout)
    {
        if (layout.Rank != 4 || !layout.Dims[0].IsEmpty)
            return null;
        var steps = new List<RearrangementStep>();
        if (layout.Dims[1].Any(part => part.Axis != MapAxis.Channel))
        {
            if (SpaceToDepth(map, layout) is not var (step, folded))
                return null;
            steps.Add(step);
            (map, layout) = (step.Shape, folded);
        }

        if (Block(layout.Dims[2], MapAxis.Row, map) is not { } rows || Block(layout.Dims[3], MapAxis.Column, map) is not { } columns)
            return null;
        var channels = Order([.. layout.Dims[1], .. rows, .. columns]);
        if (!channels.AsSpan().SequenceEqual([.. Enumerable.Range(0, map.Channels)]))
            steps.Add(new(new FloatChannelSelect(channels), map));
        var (blockY, blockX) = ((int)TensorLayout.SizeOf(rows), (int)TensorLayout.SizeOf(columns));
        if (blockY * blockX > 1)
            steps.Add(new(
                new FloatDepthToSpace(blockY, blockX),
                new FeatureShape(map.Channels / (blockY * blockX), map.Height * blockY, map.Width * blockX)));
        return steps;
    }

    /// <summary>Source channel of each position of the parts, counted as nested loops count.</summary>
    public static ImmutableArray<int> Order(IEnumerable<AxisPart> parts) =>
        [.. parts.Aggregate<AxisPart, IEnumerable<int>>(
            [0], (starts, part) => starts.SelectMany(start => Enumerable.Range(0, part.Size).Select(i => start + (i * part.Stride))))];

    /// <summary>A spatial dimension is all of its axis, with channels spread inside each position; these are returned.</summary>
    private static ImmutableArray<AxisPart>? Block(ImmutableArray<AxisPart> dim, MapAxis axis, FeatureShape map)
    {
        var length = TensorLayout.Length(map, axis);
        if (length > 1 && (dim.IsEmpty || dim[0] != new AxisPart(axis, length, 1)))
            return null;
        var inner = length > 1 ? dim[1..] : dim;
        return inner.All(part => part.Axis == MapAxis.Channel) ? inner : null;
    }

    /// <summary>Blocks of rows and columns become channels, through a convolution whose kernels hold a single 1.</summary>
    private static (RearrangementStep Step, TensorLayout Layout)? SpaceToDepth(FeatureShape map, TensorLayout layout)
    {
        var taken = layout.Dims[1].Where(part => part.Axis != MapAxis.Channel).ToArray();
        var (blockY, blockX) = (BlockOf(taken, MapAxis.Row), BlockOf(taken, MapAxis.Column));
        if (blockY < 1 || blockX < 1 || map.Height % blockY != 0 || map.Width % blockX != 0)
            return null;
        var block = blockY * blockX;
        var weights = new float[map.Channels * block * block];
        for (var o = 0; o < map.Channels * block; o++)
            weights[(o * block) + (o % block)] = 1;
        var kernel = new ConvKernel<float>(new KernelShape(map.Channels * block, 1, blockY, blockX), weights);
        var conv = new FloatConv2d(
            kernel, new float[map.Channels * block], new WindowGeometry(blockY, blockX, blockY, blockX), map.Channels);
        var folded = layout.Map(part => part switch
        {
            { Axis: MapAxis.Channel } => part with { Stride = part.Stride * block },
            { Axis: MapAxis.Row } => part.Stride < blockY
                ? new(MapAxis.Channel, part.Size, part.Stride * blockX) : part with { Stride = part.Stride / blockY },
            _ => part.Stride < blockX ? part with { Axis = MapAxis.Channel } : part with { Stride = part.Stride / blockX },
        });
        return (new(conv, new(map.Channels * block, map.Height / blockY, map.Width / blockX)), folded);
    }

    /// <summary>Size of the blocks that the channels take from an axis: the innermost positions, in whatever parts; 0 for anything else.</summary>
    private static int BlockOf(IEnumerable<AxisPart> taken, MapAxis axis)
    {
        var block = 1;
        foreach (var part in taken.Where(p => p.Axis == axis).OrderBy(p => p.Stride))
        {
            if (part.Stride != block)
                return 0;
            block *= part.Size;
        }

        return block;
    }
}
