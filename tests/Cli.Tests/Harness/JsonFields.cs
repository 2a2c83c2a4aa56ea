using System.Text.Json;

namespace FpgaSeg.Cli.Tests.Harness;

/// <summary>The names in a JSON object: "images[].file" is the field file of the objects in the array images.</summary>
internal static class JsonFields
{
    /// <summary>Reads standard output that must be one JSON object on one line and nothing else.</summary>
    public static JsonElement Only(string output)
    {
        Assert.Equal(1, output.Count(c => c == '\n'));
        var root = JsonDocument.Parse(output).RootElement;
        Assert.Equal(JsonValueKind.Object, root.ValueKind);
        return root;
    }

    public static string[] Of(JsonElement root) => [.. Walk(root, "").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Walk(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Walk(p.Value, path.Length == 0 ? p.Name : $"{path}.{p.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(e => Walk(e, path + "[]")),
        _ => [path],
    };
}
