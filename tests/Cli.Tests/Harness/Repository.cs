namespace FpgaSeg.Cli.Tests.Harness;

/// <summary>The shipped model and samples of the working tree.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Model => At("models/cmunext_xxs_dsb2018.onnx");

    public static string Images => At("samples/images");

    public static string Masks => At("samples/masks");

    public static string Calibration => At("samples/calibration");

    /// <summary>The first sample images in name order.</summary>
    public static string[] FirstImages(int count) => [.. PngFiles(Images).Take(count)];

    public static IEnumerable<string> PngFiles(string folder) => Directory.EnumerateFiles(folder, "*.png").Order(StringComparer.Ordinal);

    public static string At(string path) => Path.Combine(Root, path);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FpgaSeg.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("FpgaSeg.sln is in no folder above the tests.");
    }
}
