using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using FpgaSeg.Core.Files;

namespace FpgaSeg.Toolchain.Building;

/// <summary>
/// Which steps of a folder are done: build-state.json holds, per step, a hash of everything it was made from and the hashes of what it left. A step counts
/// as done while both are as they were, also on a machine without the tools: a folder that was built elsewhere can still be compared and loaded.
/// </summary>
internal sealed class BuildState(string folder, string designId)
{
    private const string FileName = "build-state.json";

    private readonly Dictionary<string, StepRecord> _records = Load(Path.Combine(folder, FileName));

    /// <summary>Whether the step was done with the same inputs and what it left is still there.</summary>
    public bool IsDone(StepRecipe recipe) =>
        _records.TryGetValue(recipe.Name, out var record) && record.Inputs == Inputs(recipe)
        && recipe.Outputs.All(o => record.Outputs.TryGetValue(o, out var hash) && File.Exists(Path.Combine(folder, o)) && HashOf(o) == hash);

    /// <summary>Notes that the step is done; what follows it is not, any more.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Note(StepRecipe recipe)
    {
        foreach (var later in StepRecipe.All.Where(r => r.Step >= recipe.Step))
            _records.Remove(later.Name);
        _records[recipe.Name] = new StepRecord(Inputs(recipe), recipe.Outputs.ToDictionary(o => o, HashOf, StringComparer.Ordinal));
        AtomicFile.WriteBytes(Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(_records, StateContext.Default.DictionaryStringStepRecord));
    }

    // The design id covers every generated file; a board's top level is beside it.
    private string Inputs(StepRecipe recipe)
    {
        var text = new StringBuilder($"{recipe.Name}\n{designId}\n");
        var rtl = Path.Combine(folder, "rtl");
        if (recipe.Step > BuildStep.Hls && Directory.Exists(rtl))
        {
            foreach (var file in Directory.EnumerateFiles(rtl).Order(StringComparer.Ordinal))
                text.Append(Path.GetFileName(file)).Append(' ').Append(HashOf(Path.Combine("rtl", Path.GetFileName(file)))).Append('\n');
        }

        foreach (var before in StepRecipe.All.Where(r => r.Step < recipe.Step && _records.ContainsKey(r.Name)))
            text.AppendJoin('\n', _records[before.Name].Outputs.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{o.Key} {o.Value}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private string HashOf(string name)
    {
        using var stream = File.OpenRead(Path.Combine(folder, name));
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    // A state that cannot be read costs a step done twice, no more.
    private static Dictionary<string, StepRecord> Load(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), StateContext.Default.DictionaryStringStepRecord) ?? [] : [];
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}

/// <summary>A step that is done.</summary>
internal sealed record StepRecord(string Inputs, Dictionary<string, string> Outputs);

[JsonSerializable(typeof(Dictionary<string, StepRecord>))]
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class StateContext : JsonSerializerContext;
