using System.Collections.Immutable;
using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.HostDriver.Transports;

/// <summary>Where a device is: scheme:target?name=value&amp;name=value.</summary>
/// <param name="Text">As the user wrote it.</param>
/// <param name="Scheme">The transport.</param>
/// <param name="Target">What stands between the scheme and the question mark.</param>
/// <param name="Options">The options by name.</param>
public sealed record DeviceUrl(string Text, string Scheme, string Target, ImmutableSortedDictionary<string, string> Options)
{
    /// <summary>Splits the text; FS4101 when it has no scheme, no target or a broken option.</summary>
    public static Result<DeviceUrl> Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
            return TransportErrors.BadUrl(text, "it has no scheme");
        var (target, query) = SplitOnce(text[(colon + 1)..], '?');
        if (target.Length == 0)
            return TransportErrors.BadUrl(text, "nothing stands behind the scheme");

        var options = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var option in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = SplitOnce(option, '=');
            if (name.Length == 0 || value.Length == 0 || !options.TryAdd(name, value))
                return TransportErrors.BadUrl(text, $"option '{option}' is not a new name=value");
        }

        return new DeviceUrl(text, text[..colon], target, options.ToImmutable());
    }

    private static (string Before, string After) SplitOnce(string text, char separator)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
    }
}
