using System.Globalization;
using FpgaSeg.Planning.Engine;

namespace FpgaSeg.Cli.Tests.Plants;

/// <summary>
/// Draws faults in a design of the shared engine: weights, scales, accumulators and words of maps, each as often as the others. An operator's words of the ROMs are those that its line of
/// the program names. What a stream is between two stages is a map in memory here: its word is flipped on the way there.
/// </summary>
internal sealed class EnginePlantSource(EngineProgram engine, PlantedProgram program, int seed) : IPlantSource
{
    private readonly Dictionary<string, (string Name, long Elements, int Bits)> _roms = program.Roms().ToDictionary(r => r.Name, StringComparer.Ordinal);
    private readonly EngineLine[] _lines = [.. engine.Lines.Where(l => l.WeightWords > 0 && l.Operator.Convolution is not null)];
    // Of eight; the sign is left alone, because one more than the largest is no value of the format.
    private const int MagnitudeBits = 7;
    private readonly Random _random = new(seed);
    private int _drawn;

    public Plant Next()
    {
        var line = _lines[_random.Next(_lines.Length)];
        return (_drawn++ % 4) switch
        {
            0 => Weight(line),
            1 => Rom("engine_scales", line.Scales, Math.Min(line.ScaleWords * engine.Lanes, line.Operator.Shape.Channels), line),
            2 => Sum(line),
            _ => Map(),
        };
    }

    private Plant Map()
    {
        var maps = _lines.Where(l => l.Operator.Mode != EngineMode.Mask).ToArray();
        var made = maps[_random.Next(maps.Length)].Operator;
        return new Plant("stream", made.Node.ToString(CultureInfo.InvariantCulture), _random.NextInt64(made.Shape.Count), _random.Next(MagnitudeBits), made.Node);
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
