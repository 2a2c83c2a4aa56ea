namespace FpgaSeg.Export.Tests;

/// <summary>The files of the working tree.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string At(string path) => Path.Combine(Root, path);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FpgaSeg.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("FpgaSeg.sln is in no folder above the tests.");
    }
}
