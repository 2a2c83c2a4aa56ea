namespace FpgaSeg.HlsGen.Templating.Embedded.Evaluation;

/// <summary>The variables: loops from the inside out, then assignments, then the model.</summary>
internal sealed class Scope(IReadOnlyDictionary<string, object?> model)
{
    private readonly List<LoopFrame> _loops = [];
    private readonly Dictionary<string, object?> _assigned = new(StringComparer.Ordinal);

    internal object? Get(string name, TemplatePosition at)
    {
        for (var i = _loops.Count - 1; i >= 0; i--)
        {
            if (_loops[i].TryGet(name, out var loopValue))
                return loopValue;
        }
        if (_assigned.TryGetValue(name, out var value) || model.TryGetValue(name, out value))
            return Normalize(value);
        throw TemplateRefusal.Unknown(at, $"The variable '{name}' is unknown.");
    }

    internal void Set(string name, object? value) => _assigned[name] = value;

    internal void Enter(LoopFrame frame) => _loops.Add(frame);

    internal void Leave() => _loops.RemoveAt(_loops.Count - 1);

    /// <summary>Small integer and floating types of a model become the two that the engine computes with.</summary>
    internal static object? Normalize(object? value) => value switch
    {
        sbyte or byte or short or ushort or int or uint => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
        float single => (double)single,
        _ => value,
    };
}
