using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using static FpgaSeg.Import.Tests.ModelBuilder;

namespace FpgaSeg.Import.Tests;

/// <summary>Slices with a step along rows and columns; expected values by indexing the image.</summary>
public sealed class ThinningTests
{
    /// <summary>Every start, end and step of a 7 x 9 image, as PyTorch writes x[:, :, a:b:s, c:d:t]: one Slice after the other.</summary>
    [Fact]
    public void Every_range_and_step_keeps_what_indexing_keeps()
    {
        for (var start = 0; start < 7; start++)
        {
            for (var step = 2; step <= 7; step++)
            {
                foreach (var end in new long[] { 7, 6, long.MaxValue, -1 })
                    Compare(Range(start, end, step, 7), Range(start / 2, 9, step, 9), (start, end, step), (start / 2, 9, step), together: (start + step) % 2 == 0);
            }
        }
    }

    /// <summary>What space-to-depth by slices needs per phase: a crop at most, and one pooling, whatever the number of nodes.</summary>
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(1, 0, 2)]
    [InlineData(0, 1, 2)]
    public void Rows_and_columns_are_thinned_by_one_pooling(int y, int x, int operators)
    {
        var graph = Model((y, 8, 2), (x, 8, 2), together: false, 8, 8).ImportGraph();

        Assert.Equal(operators, graph.Nodes.Length - 2);
        Assert.Equal(new WindowGeometry(1, 1, 2, 2), Assert.IsType<FloatMaxPool2d>(graph.Nodes[^2].Operator).Window);
    }

    private static void Compare(int[] rows, int[] columns, (long, long, long) y, (long, long, long) x, bool together)
    {
        if (rows.Length == 0 || columns.Length == 0)
            return;
        var image = new FeatureMap<float>(new FeatureShape(1, 7, 9), [.. Enumerable.Range(1, 63).Select(i => (float)i)]);

        var kept = new FloatExecutor(Model(y, x, together, 7, 9).ImportGraph()).RunLogit(image);

        Assert.Equal(new FeatureShape(1, rows.Length, columns.Length), kept.Shape);
        Assert.Equal(from r in rows from c in columns select image[0, r, c], kept.Data);
    }

    private static int[] Range(int start, long end, int step, int length)
    {
        var last = end < 0 ? length + end : Math.Min(end, length);
        return [.. Enumerable.Range(0, length).Where(i => i >= start && i < last && (i - start) % step == 0)];
    }

    private static ModelBuilder Model((long, long, long) y, (long, long, long) x, bool together, int height, int width)
    {
        var model = new ModelBuilder(1, 1, height, width);
        void Lists(string name, params (long Start, long End, long Step, long Axis)[] ranges) => model
            .Weights(Integers($"{name}0", [.. ranges.Select(r => r.Start)])).Weights(Integers($"{name}1", [.. ranges.Select(r => r.End)]))
            .Weights(Integers($"{name}2", [.. ranges.Select(r => r.Axis)])).Weights(Integers($"{name}3", [.. ranges.Select(r => r.Step)]));
        if (together)
        {
            Lists("l", (y.Item1, y.Item2, y.Item3, 2), (x.Item1, x.Item2, x.Item3, 3));
            return model.Node("Slice", "image l0 l1 l2 l3", "logit");
        }

        Lists("y", (y.Item1, y.Item2, y.Item3, 2));
        Lists("x", (x.Item1, x.Item2, x.Item3, 3));
        return model.Node("Slice", "image y0 y1 y2 y3", "rows").Node("Slice", "rows x0 x1 x2 x3", "logit");
    }
}
