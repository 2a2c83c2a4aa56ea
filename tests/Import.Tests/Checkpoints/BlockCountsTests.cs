using FpgaSeg.Import.Architectures;
using FpgaSeg.Import.Checkpoints;
using FpgaSeg.Import.Safetensors;

namespace FpgaSeg.Import.Tests.Checkpoints;

/// <summary>Chains of blocks made longer or shorter, against what the exporter makes of networks with such numbers of blocks.</summary>
public sealed class BlockCountsTests
{
    /// <summary>The skeleton with blocks (3, 1, 1, 2, 3) is one of the exporter's, too.</summary>
    [Theory]
    [InlineData("cmunext-xxs", "cmunext-xxs-paper-table")]
    [InlineData("cmunext-xxs-paper-table", "cmunext-xxs")]
    [InlineData("cmunext-xxs-published-order", "cmunext-xxs-published-order-paper-table")]
    public void Another_number_of_blocks_is_the_exporters_skeleton(string from, string to)
    {
        var expected = Find(to);

        var changed = BlockCounts.Follow(Find(from), State(expected))!;

        Assert.Equal(expected.Parameters.Select(p => (p.Name, string.Join('x', p.Dims))), changed.Parameters.Select(p => (p.Name, string.Join('x', p.Dims))));
        Assert.Equal(expected.Skeleton.Graph.Node.Select(n => n.Name), changed.Skeleton.Graph.Node.Select(n => n.Name));
        Assert.Equal(Wiring(expected), Wiring(changed));
        Assert.Equal(2, changed.Changes.Count);
    }

    /// <summary>Without its middle block a stage has numbers 0 and 2: no chain, and the refusal says which parameters are missing.</summary>
    [Fact]
    public void A_gap_is_refused()
    {
        var full = State(Find("cmunext-xxs"));
        var state = full with { Tensors = [.. full.Tensors.Where(t => !t.Name.StartsWith("enc.0.blocks.1.", StringComparison.Ordinal))] };

        var error = Assert.Single(new ArchitectureChoice("gap", new ImportOptions()).Choose([state]).Errors);

        Assert.Equal("FS1430", error.Code);
        Assert.Contains("missing (24): enc.0.blocks.1.0.f.0.weight", error.Why, StringComparison.Ordinal);
    }

    /// <summary>Networks whose blocks differ from each other (ERFNet's dilations grow) keep their numbers of blocks.</summary>
    [Fact]
    public void Blocks_that_differ_are_not_repeated()
    {
        var network = Find("erfnet");
        var full = State(network);
        var last = full.Tensors[^1].Name;

        Assert.Null(BlockCounts.Follow(network, full with { Tensors = [.. full.Tensors.Where(t => t.Name != last)] }));
        Assert.False(network.HasAnyDepth);
    }

    /// <summary>Operators, attributes, and where each operand comes from: a node by its number, a parameter by its name.</summary>
    private static IEnumerable<string> Wiring(Architecture architecture)
    {
        var graph = architecture.Skeleton.Graph;
        var maker = graph.Node.SelectMany((n, i) => n.Output.Select(o => (o, i))).ToDictionary(p => p.o, p => $"{p.i}", StringComparer.Ordinal);
        return graph.Node.Select(n => $"{n.OpType} {string.Join(' ', n.Input.Select(i => maker.GetValueOrDefault(i, i)))} {n.Attribute}");
    }

    private static Architecture Find(string name) => ArchitectureCatalogue.All.Single(a => a.Name == name);

    private static StateDict State(Architecture architecture) => StateDict.Of("", new SafetensorsFile(ZooCheckpoint.Of(architecture), "zoo").Tensors());
}
