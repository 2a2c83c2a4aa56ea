namespace FpgaSeg.Planning.Engine;

/// <summary>The scales of a line in the order in which the engine reads them, whole words of lanes; 0 in lanes without a channel.</summary>
public static class EngineScales
{
    /// <summary>By place in a block and channel, or for every lane the same.</summary>
    public static IEnumerable<EngineScale> Of(EngineLine line, int lanes)
    {
        if (line.Operator.Rule is not { } rule)
            return [];
        if (rule.Scaling != EngineScaling.ByChannel)
            return rule.Scales.SelectMany(s => Enumerable.Repeat(s, lanes));
        var channels = line.Operator.Shape.Channels;
        return from phase in Enumerable.Range(0, line.Operator.Window.Phases)
               from lane in Enumerable.Range(0, line.Groups * lanes)
               select lane < channels ? rule.Scales[(phase * channels) + lane] : default;
    }
}
