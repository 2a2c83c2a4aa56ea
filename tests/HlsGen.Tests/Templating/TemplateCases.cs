using System.Text.Json;

namespace FpgaSeg.HlsGen.Tests.Templating;

/// <summary>The template cases: inputs of ours, outputs recorded from Scriban 7 itself (Cases/README.md).</summary>
internal static class TemplateCases
{
    internal static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Templating", "Cases");

    internal static IReadOnlyDictionary<string, object?> Model { get; } =
        (IReadOnlyDictionary<string, object?>)ToModel(JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "model.json"))).RootElement)!;

    /// <summary>Template and expected output of every block of snippets.txt.</summary>
    internal static IEnumerable<(string Template, string Expected)> Snippets() =>
        File.ReadAllText(Path.Combine(Folder, "snippets.txt"))
            .Split("\n=====\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(block => block.Split("\n-----\n"))
            .Select(parts => (parts[0], parts[1]));

    private static object? ToModel(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().ToDictionary(p => p.Name, p => ToModel(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().Select(ToModel).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when element.TryGetInt64(out var integer) => integer,
        JsonValueKind.Number => element.GetDouble(),
        _ => null,
    };
}
