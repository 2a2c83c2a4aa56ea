using System.Text;

namespace FpgaSeg.Planning.Stages;

/// <summary>C identifiers from node names.</summary>
internal static class StageNames
{
    private const int Longest = 40;

    /// <summary>n&lt;index&gt;_&lt;name in lower case, every other character an underscore&gt;; the index makes it unique.</summary>
    public static string Of(int node, string name)
    {
        var text = new StringBuilder();
        foreach (var c in name.ToLowerInvariant())
        {
            var keep = char.IsAsciiLetterOrDigit(c);
            if (keep || (text.Length > 0 && text[^1] != '_'))
                text.Append(keep ? c : '_');
        }

        var tail = text.ToString().Trim('_');
        if (tail.Length > Longest)
            tail = tail[^Longest..].Trim('_');
        return tail.Length == 0 ? $"n{node}" : $"n{node}_{tail}";
    }
}
