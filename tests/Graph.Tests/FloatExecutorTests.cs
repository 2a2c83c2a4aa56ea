using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Graph.Tests;

/// <summary>The executor as a whole: memory reuse changes nothing, the image is left alone, bad input is refused.</summary>
public sealed class FloatExecutorTests
{
    [Fact]
    public void Reusing_memory_changes_no_value_and_never_the_image() => Cases.ForAll(random =>
    {
        var shape = Cases.Shape(random);
        var (graph, input) = (RandomGraph(random, shape), Cases.Map(random, shape));
        var image = (float[])input.Data.Clone();

        var traced = new FloatExecutor(graph).Run(input);
        var logit = new FloatExecutor(graph, threads: 2).RunLogit(input);

        Assert.Equal(traced[^2].Data, logit.Data);
        Assert.Equal(image, input.Data);
    });

    [Fact]
    public void An_input_of_another_shape_is_refused()
    {
        var executor = new FloatExecutor(RandomGraph(new Random(1), new(1, 4, 5)));

        Assert.Contains(
            "1x5x4", Assert.Throws<ArgumentException>(() => executor.RunLogit(new(new(1, 5, 4)))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FloatExecutor(RandomGraph(new Random(1), new(1, 4, 5)), threads: 0));
    }

    /// <summary>Element-wise operators with random sources, summed up so that every value is read: any mistake in reuse shows.</summary>
    private static DataflowGraph<FloatNode> RandomGraph(Random random, FeatureShape shape)
    {
        var nodes = new List<FloatNode> { new("image", new FloatInput(), [], shape) };
        for (var i = 1; i < 8; i++)
        {
            var op = Operator(random, shape);
            nodes.Add(new($"n{i}", op, op is FloatAdd ? [random.Next(i), random.Next(i)] : [random.Next(i)], shape));
        }

        int[] unread = [.. Enumerable.Range(0, nodes.Count).Where(i => !nodes.Exists(n => n.Inputs.Contains(i)))];
        var last = unread[0];
        foreach (var next in unread.Skip(1))
        {
            nodes.Add(new($"sum{next}", new FloatAdd(), [last, next], shape));
            last = nodes.Count - 1;
        }

        nodes.Add(new("mask", new FloatThreshold(0), [last], shape));
        return new DataflowGraph<FloatNode>(nodes);
    }

    private static FloatOperator Operator(Random random, FeatureShape shape) => random.Next(4) switch
    {
        0 => new FloatActivation(ActivationFunction.Relu),
        1 => new FloatActivation(ActivationFunction.HardSwish),
        2 => new FloatAffine(Cases.Floats(random, shape.Channels), Cases.Floats(random, shape.Channels)),
        _ => new FloatAdd(),
    };
}
