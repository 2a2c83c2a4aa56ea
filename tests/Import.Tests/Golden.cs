namespace FpgaSeg.Import.Tests;

/// <summary>Error texts as users see them, one file each.</summary>
internal static class Golden
{
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden");

    /// <summary>The page that explains the codes, copied beside the tests by the build.</summary>
    public static readonly string Documentation = Path.Combine(AppContext.BaseDirectory, "import.md");

    public static string Read(string name) => File.ReadAllText(Path.Combine(Folder, $"{name}.txt")).TrimEnd('\n');

    public static IEnumerable<string> Names =>
        Directory.GetFiles(Folder, "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)!).Order();
}
