using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FpgaSeg.Protocol.Design;

/// <summary>design.json as text, and the design id.</summary>
public static class DesignManifestJson
{
    /// <summary>Indented snake_case JSON, equal for equal manifests: the files stand in ordinal order whatever order the dictionary has.</summary>
    public static string Write(DesignManifest manifest)
    {
        var ordered = manifest with { Files = manifest.Files.WithComparers(StringComparer.Ordinal) };
        return JsonSerializer.Serialize(ordered, DesignManifestContext.Default.DesignManifest) + "\n";
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">The text is not a manifest.</exception>
    public static DesignManifest Read(string json)
    {
        var manifest = JsonSerializer.Deserialize(json, DesignManifestContext.Default.DesignManifest);
        return manifest ?? throw new JsonException("The manifest is null.");
    }

    /// <summary>The design id: SHA-256 over the manifest written with an empty id. It covers every generated file through their hashes.</summary>
    public static string IdOf(DesignManifest manifest) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Write(manifest with { DesignId = "" }))));
}

[JsonSerializable(typeof(DesignManifest))]
[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    IgnoreReadOnlyProperties = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
internal sealed partial class DesignManifestContext : JsonSerializerContext;
