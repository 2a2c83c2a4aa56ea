namespace FpgaSeg.Boards.Tests;

/// <summary>A folder of hw/boards as the build copied it.</summary>
internal sealed record BoardFolder(string Name)
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "boards");

    public static IEnumerable<string> Names =>
        Directory.EnumerateDirectories(Root).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal);

    public static string HowTo => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "board.md"));

    public IEnumerable<string> Files =>
        Directory.EnumerateFiles(Path.Combine(Root, Name)).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);

    public string Text(string file) => File.ReadAllText(Path.Combine(Root, Name, file));
}
