namespace FpgaSeg.Import.Checkpoints;

/// <summary>What names of parameters say besides the network's structure.</summary>
internal static class ParameterNames
{
    private const string Counter = "num_batches_tracked";

    /// <summary>Whether it is the batch counter of batch norm, which inference does not use.</summary>
    public static bool IsCounter(string name) => name == Counter || name.EndsWith('.' + Counter, StringComparison.Ordinal);

    /// <summary>
    /// Length of the leading name parts that all names share ('module.' of DataParallel, 'model.', '_orig_mod.'): no part of the network.
    /// 0 for fewer than two names.
    /// </summary>
    public static int CommonPrefix(IReadOnlyList<string> names)
    {
        if (names.Count < 2)
            return 0;
        var length = names[0].Length;
        foreach (var name in names)
            length = names[0].AsSpan(0, length).CommonPrefixLength(name);
        return names[0][..length].LastIndexOf('.') + 1;
    }

    /// <summary>The last part, the parameter's role in its layer: weight, bias, running_mean, running_var.</summary>
    public static string RoleOf(string name) => name[(name.LastIndexOf('.') + 1)..];
}
