using System.Globalization;
using FpgaSeg.Planning.Engine;

namespace FpgaSeg.Cli.Tests.Plants;

/// <summary>
/// Draws faults in a design of the shared engine: weights, scales and accumulators, each as often as the others. An operator's words of the ROMs are those that its line of the
/// program names. A map on its way between two operators is in a memory, not in a stream that is traced.
/// </summary>
internal sealed class EnginePlantSource(EngineProgram engine, PlantedProgram program, int seed) : IPlantSource
{
    private readonly Dictionary<string, (string Name, long Elements, int Bits)> _roms = program.Roms().ToDictionary(r => r.Name, StringComparer.Ordinal);
    private readonly EngineLine[] _lines = [.. engine.Lines.Where(l => l.WeightWords > 0 && l.Operator.Convolution is not null)];
    private readonly Random _random = new(seed);
    private int _drawn;

    public Plant Next()
    {
        var line = _lines[_random.Next(_lines.Length)];
        return (_drawn++ % 3) switch
        {
            0 => Weight(line),
            1 => Rom("engine_scales", line.Scales, Math.Min(line.ScaleWords * engine.Lanes, line.Operator.Shape.Channels), line),
            _ => Sum(line),
        };
    }

    private Plant Weight(EngineLine line)
    {
        var isDepthwise = line.Operator.Mode == EngineMode.Depthwise;
        var lanes = isDepthwise ? engine.Lanes : engine.Lanes * engine.Lanes;
        return Rom(isDepthwise ? "engine_depthwise" : "engine_dense", (long)line.Weights * lanes, (long)line.WeightWords * lanes, line);
    }

    private Plant Rom(string name, long first, long count, EngineLine line) =>
        new("rom", name, first + _random.NextInt64(count), _random.Next(_roms[name].Bits), line.Operator.Node);

    private Plant Sum(EngineLine line)
    {
        var node = line.Operator.Node;
        var calls = (long)line.Operator.Shape.Pixels * line.Groups * engine.Lanes;
        return new Plant("sum", node.ToString(CultureInfo.InvariantCulture), _random.NextInt64(calls), _random.Next(PlantSource.SumBits.First, PlantSource.SumBits.End), node);
    }
}
