using System.Globalization;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Cli.Tests.Plants;

/// <summary>Where faults come from.</summary>
internal interface IPlantSource
{
    /// <summary>The next one.</summary>
    Plant Next();
}

/// <summary>
/// Draws faults, each class as often as the others, from a seed. Which operator a ROM belongs to comes from the integer graph: a stage is named after the last node that
/// it computes, and a stage that computes two has the ROMs of the convolution before.
/// </summary>
internal sealed class PlantSource(DataflowGraph<IntegerNode> graph, PlantedProgram program, int seed) : IPlantSource
{
    /// <summary>Of an accumulator; lower ones are mostly rounded away.</summary>
    internal static readonly (int First, int End) SumBits = (6, 15);
    private readonly (string Name, long Elements, int Bits)[] _roms = [.. program.Roms()];
    private readonly Random _random = new(seed);
    private int _drawn;

    public Plant Next() => (_drawn++ % 4) switch
    {
        0 => Rom("weights"),
        1 => Rom("scales"),
        2 => Sum(),
        _ => Stream(),
    };

    private Plant Rom(string role)
    {
        var roms = _roms.Where(r => r.Name.Contains("_" + role, StringComparison.Ordinal)).ToArray();
        var (name, elements, bits) = roms[_random.Next(roms.Length)];
        return new Plant("rom", name, _random.NextInt64(elements), _random.Next(bits), OwnerOf(name, "_" + role));
    }

    /// <summary>
    /// Every ROM of scales stands for a quantiser of the same stage: quant, quant1, quant2. Where a result takes several turns, its accumulator is read in each.
    /// </summary>
    private Plant Sum()
    {
        var scales = _roms.Where(r => r.Name.Contains("_scales", StringComparison.Ordinal)).ToArray();
        var name = scales[_random.Next(scales.Length)].Name;
        var (stage, node) = (name[..name.IndexOf("_scales", StringComparison.Ordinal)], OwnerOf(name, "_scales"));
        var place = name.Replace("_scales", "::quant", StringComparison.Ordinal);
        var (turns, lanes) = (program.Constant(stage, "TURNS") ?? 1, program.Constant(stage, "QUANT_LANES") ?? 1);
        var (group, lane) = Math.DivRem(_random.NextInt64(graph.Nodes[node].Shape.Count), lanes);
        return new Plant("sum", place, (group * turns * lanes) + lane, _random.Next(SumBits.First, SumBits.End), node, turns, lanes);
    }

    /// <summary>Only what leaves a stage is a stream: not the middle of two fused convolutions.</summary>
    private Plant Stream()
    {
        while (true)
        {
            var node = _random.Next(graph.Nodes.Length);
            if (Fused(node))
                continue;
            var (shape, bits) = (graph.Nodes[node].Shape, graph.Nodes[node].Format.Bits);
            return new Plant("stream", node.ToString(CultureInfo.InvariantCulture), _random.NextInt64(shape.Count), _random.Next(bits), node);
        }
    }

    private int OwnerOf(string rom, string role)
    {
        var node = int.Parse(rom[1..rom.IndexOf('_', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
        var isFirstOfTwo = rom.EndsWith(role + "1", StringComparison.Ordinal) || graph.Nodes[node].Operator is not IntegerConv2d;
        return isFirstOfTwo ? graph.Nodes[node].Inputs.Single(i => graph.Nodes[i].Operator is IntegerConv2d && Fused(i)) : node;
    }

    /// <summary>A convolution that no ROM is named after is computed inside the stage of its reader.</summary>
    private bool Fused(int node) =>
        graph.Nodes[node].Operator is IntegerConv2d && !_roms.Any(r => r.Name.StartsWith($"n{node}_", StringComparison.Ordinal));
}
