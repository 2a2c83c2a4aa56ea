namespace FpgaSeg.Boards.Tests;

/// <summary>A folder of hw/boards in the sources; a copy beside the tests would keep boards that are gone.</summary>
internal sealed record BoardFolder(string Name)
{
    private static readonly string Repository = FindRepository();
    private static readonly string Boards = Path.Combine(Repository, "hw", "boards");

    public static IEnumerable<string> Names =>
        Directory.EnumerateDirectories(Boards).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal);

    public static string HowTo => File.ReadAllText(Path.Combine(Repository, "docs", "howto", "board.md"));

    public IEnumerable<string> Files =>
        Directory.EnumerateFiles(Path.Combine(Boards, Name)).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);

    public string Text(string file) => File.ReadAllText(Path.Combine(Boards, Name, file));

    private static string FindRepository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "FpgaSeg.sln")))
            directory = directory.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        return directory.FullName;
    }
}
