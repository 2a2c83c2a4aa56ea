using System.Collections.Immutable;

namespace FpgaSeg.HlsGen.Output;

/// <summary>The templates and the kernel library, which the build takes along as resources.</summary>
internal static class EmbeddedFiles
{
    /// <summary>Text of a template.</summary>
    public static string Template(string name) => System.Text.Encoding.UTF8.GetString(Read($"templates/{name}").AsSpan());

    /// <summary>Every header of hw/hls by path, '/' separated, starting with hls/.</summary>
    public static ImmutableArray<(string Path, ImmutableArray<byte> Bytes)> Kernels { get; } = [.. In("hls/")];

    /// <summary>The link of hw/rtl and what boards share, by path, starting with rtl/; the clock generators of all families.</summary>
    public static ImmutableArray<(string Path, ImmutableArray<byte> Bytes)> Link { get; } = [.. In("rtl/")];

    private static IEnumerable<(string Path, ImmutableArray<byte> Bytes)> In(string folder) =>
        typeof(EmbeddedFiles).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(folder, StringComparison.Ordinal))
            .Select(n => (n.Replace('\\', '/'), Read(n)));

    private static ImmutableArray<byte> Read(string name)
    {
        using var resource = typeof(EmbeddedFiles).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The build took no '{name}' along.");
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return [.. bytes];
    }
}
