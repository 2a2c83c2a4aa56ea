using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Core.Tests;

/// <summary>Error texts that users see, one file each in Golden/.</summary>
internal static class Golden
{
    internal static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Golden");

    internal static void Verify<T>(string name, Result<T> result) => Verify(name, Assert.Single(result.Errors));

    internal static void Verify(string name, Diagnostic error)
    {
        Assert.StartsWith(error.Code, name, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(Path.Combine(Folder, name + ".txt")).TrimEnd('\n'), error.ToString());
    }
}
