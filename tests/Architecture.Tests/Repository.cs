namespace FpgaSeg.Architecture.Tests;

/// <summary>The files of the working tree that git would track.</summary>
internal static class Repository
{
    private static readonly string[] Ignored = ["artifacts", "bin", "obj", ".git", "node_modules", "demo", "build"];

    /// <summary>The folder of FpgaSeg.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Paths below <paramref name="folder"/> with the extension, relative to the root, '/' separated.</summary>
    public static IEnumerable<string> Files(string folder, string extension)
    {
        var start = Path.Combine(Root, folder);
        return Directory.Exists(start)
            ? Directory.EnumerateFiles(start, "*" + extension, SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
                .Where(f => !f.Split('/').Any(Ignored.Contains))
                .Order(StringComparer.Ordinal)
            : [];
    }

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FpgaSeg.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("FpgaSeg.sln is in no folder above the tests.");
    }
}
