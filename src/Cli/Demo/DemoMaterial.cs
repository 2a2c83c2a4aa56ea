using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Cli.Demo;

/// <summary>The shipped model and samples.</summary>
internal sealed record DemoMaterial(string Model, string Images, string Masks, string Calibration)
{
    /// <summary>Finds them in the folder of the checkout that this program was built in.</summary>
    public static Result<DemoMaterial> Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, "samples", "images")))
            folder = folder.Parent;
        if (folder is null)
            return NotHere(AppContext.BaseDirectory);

        string At(params string[] parts) => Path.Combine([folder.FullName, .. parts]);
        return new DemoMaterial(At("models", "cmunext_xxs_dsb2018.onnx"), At("samples", "images"), At("samples", "masks"), At("samples", "calibration"));
    }

    /// <summary>FS1909.</summary>
    internal static Diagnostic NotHere(string folder) => new(
        "FS1909",
        "The sample images are not where this program was built.",
        folder,
        "no folder above holds samples/images.",
        "run ./fpgaseg demo from a whole checkout.");
}
