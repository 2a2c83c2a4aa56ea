using System.Security.Cryptography;
using System.Text;

namespace FpgaSeg.Reports.Html;

/// <summary>The page's style sheet and script, which stand in it.</summary>
internal static class Asset
{
    /// <summary>The text of a file of Assets/.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream($"assets/{name}")
            ?? throw new InvalidOperationException($"There is no asset '{name}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The source expression that lets a content security policy allow exactly this inline text.</summary>
    public static string PolicyHash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}
