using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Quantizer.Tests;

/// <summary>The table of Hardswish against x * min(max(x + 3, 0), 6) / 6 (PyTorch's definition).</summary>
public sealed class ActivationTableTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(6)]
    [InlineData(4)]
    public void All_256_entries_equal_the_formula(int bits)
    {
        var network = new Network();
        var graph = network.WithHead(network.HardSwish("swish", network.Conv("conv", 0, 4)));
        var integer = Quantization.Quantize(graph, Quantization.Images(graph.Input.Shape), bits: bits).Value.Graph;

        var node = integer.Nodes.Single(n => n.Operator is IntegerTable);
        var (input, entries) = (integer.Nodes[node.Inputs[0]], ((IntegerTable)node.Operator).Entries);
        Assert.True(input.Format.IsSigned && node.Format.IsSigned);
        Assert.Equal(256, entries.Length);
        for (var q = -128; q <= 127; q++)
        {
            var x = q * input.Scale;
            var real = x * Math.Min(Math.Max(x + 3, 0), 6) / 6 / node.Scale;
            var largest = (1 << (bits - 1)) - 1;
            var entry = entries[q & 255];
            Assert.InRange(entry, -largest, largest);
            // Both formulas round differently in the last bits of a double; a tie may fall either way.
            Assert.True(Math.Abs(Math.Clamp(real, -largest, largest) - entry) <= 0.5 + 1e-9, $"entry {q}: {entry} for {real:R}");
        }
    }

    [Fact]
    public void Zero_stays_zero()
    {
        var network = new Network(seed: 5);
        var graph = network.WithHead(network.HardSwish("swish", network.Conv("conv", 0, 2)));
        var integer = Quantization.Quantize(graph, Quantization.Images(graph.Input.Shape)).Value.Graph;
        Assert.Equal(0, integer.Nodes.Select(n => n.Operator).OfType<IntegerTable>().Single().Entries[0]);
    }
}
