using System.Globalization;
using FpgaSeg.Import.Checkpoints;

namespace FpgaSeg.Import.Architectures;

/// <summary>
/// Networks whose stages have more or fewer equal blocks than the published one: the counts are read from the names in the state dict
/// (enc.0.blocks.3.0.weight: at least four), and the skeleton's chains of blocks are made as long.
/// </summary>
internal static class BlockCounts
{
    private const int Most = 64;

    /// <summary>The network with the state dict's counts and a sentence per chain that differs; null where none does or one cannot be changed.</summary>
    public static Architecture? Follow(Architecture published, StateDict state)
    {
        if (!published.HasAnyDepth)
            return null;
        var (known, found) = (Lengths(published.Parameters.Select(p => p.Name)), Lengths(state.Tensors.Select(t => t.Name)));
        var different = known.Where(chain => found.TryGetValue(chain.Key, out var count) && count != chain.Value).ToArray();
        if (different.Length == 0 || different.Any(chain => found[chain.Key] > Most))
            return null;
        var skeleton = published.Skeleton.Clone();
        var prefix = published.Parameters[0].Initializer[..^published.Parameters[0].Name.Length];
        if (!different.All(chain => new BlockChain(skeleton.Graph, prefix + chain.Key).TryResize(chain.Value, found[chain.Key])))
            return null;
        return new Architecture(published.Name, skeleton)
        {
            Changes = [.. different.Select(chain => $"blocks in '{chain.Key}': {found[chain.Key]}, not {chain.Value} as in the published '{published.Name}'")],
        };
    }

    /// <summary>Modules with numbered parts 0, 1, ... without a gap, and how many.</summary>
    private static SortedDictionary<string, int> Lengths(IEnumerable<string> names)
    {
        var parts = new SortedDictionary<string, HashSet<int>>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            for (var dot = name.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = name.IndexOf('.', dot + 1))
            {
                var end = name.IndexOf('.', dot + 1);
                if (end > dot && int.TryParse(name.AsSpan(dot + 1, end - dot - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                    (parts.TryGetValue(name[..dot], out var set) ? set : parts[name[..dot]] = []).Add(index);
            }
        }

        return new(parts.Where(p => p.Value.Max() == p.Value.Count - 1).ToDictionary(p => p.Key, p => p.Value.Count), StringComparer.Ordinal);
    }
}
