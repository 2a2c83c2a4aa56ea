using System.Text.Json;

namespace FpgaSeg.Quantizer.Tests;

/// <summary>Golden values that make_fixtures.py computed with NumPy.</summary>
internal static class Numpy
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static T Read<T>(string name) =>
        JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", $"{name}.json")), SnakeCase)!;
}
