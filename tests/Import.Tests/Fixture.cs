using System.Runtime.InteropServices;
using System.Text.Json;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Import.Tests;

/// <summary>A network as an exporter writes it, with what PyTorch computes (make_fixtures.py, make_exporter_fixtures.py).</summary>
internal sealed record Fixture(
    string Name, FeatureMap<float> Input, FeatureMap<float> Logit, IReadOnlyDictionary<string, FeatureMap<float>> Values, ImportOptions Options)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures");

    public string ModelPath => PathOf($"{Name}.onnx");

    public byte[] Model => File.ReadAllBytes(ModelPath);

    public static IReadOnlyList<string> Names => [.. Index().Select(row => row.GetProperty("name").GetString()!)];

    public static string PathOf(string file) => Path.Combine(Folder, file);

    public static Fixture Load(string name)
    {
        var row = Index().Single(r => r.GetProperty("name").GetString() == name);
        var values = row.GetProperty("values").EnumerateArray().ToDictionary(
            v => v.GetProperty("node").GetString()!, v => Map(v.GetProperty("file").GetString()!, v.GetProperty("shape")));
        var input = Map($"{name}.input.f32", row.GetProperty("input"));
        var isOpen = row.TryGetProperty("open", out var open) && open.GetBoolean();
        var options = isOpen ? new ImportOptions(input.Shape.Height, input.Shape.Width) : new ImportOptions();
        return new(name, input, Map($"{name}.logit.f32", row.GetProperty("logit")), values, options);
    }

    private static JsonElement[] Index() =>
    [
        .. new[] { "index.json", "exporters.json" }.SelectMany(file => JsonDocument.Parse(File.ReadAllText(PathOf(file))).RootElement.EnumerateArray()),
    ];

    private static FeatureMap<float> Map(string file, JsonElement shape)
    {
        int[] dims = [.. shape.EnumerateArray().Select(d => d.GetInt32())];
        var data = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(PathOf(file))).ToArray();
        return new FeatureMap<float>(new FeatureShape(dims[0], dims[1], dims[2]), data);
    }
}
