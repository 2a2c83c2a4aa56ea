using System.Globalization;

namespace FpgaSeg.Export.Format;

/// <summary>Gives every tensor a name of its own.</summary>
internal sealed class NameScope
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary><paramref name="wanted"/>, or with a number behind it where it is taken.</summary>
    public string Take(string wanted)
    {
        var name = wanted;
        for (var k = 1; !_taken.Add(name); k++)
            name = wanted + "_" + k.ToString(CultureInfo.InvariantCulture);
        return name;
    }
}
