namespace FpgaSeg.Import.Onnx;

/// <summary>Gives each name out once: a second 'conv' becomes 'conv_2'.</summary>
internal sealed class UniqueNames(IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);
    private readonly Dictionary<string, int> _copies = new(StringComparer.Ordinal);

    public string Take(string wanted)
    {
        var name = wanted.Length == 0 ? "node" : wanted;
        if (_taken.Add(name))
            return name;
        var copy = _copies.GetValueOrDefault(name, 1);
        string candidate;
        do
            candidate = $"{name}_{++copy}";
        while (!_taken.Add(candidate));
        _copies[name] = copy;
        return candidate;
    }
}
