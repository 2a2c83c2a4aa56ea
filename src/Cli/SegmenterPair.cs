using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Graph.Package;
using FpgaSeg.Import;
using FpgaSeg.Simulator;
using FpgaSeg.Verification.Accuracy;

namespace FpgaSeg.Cli;

/// <summary>The engines that evaluate compares; at least one is there.</summary>
internal sealed record SegmenterPair(ISegmenter? Float, ISegmenter? Fixed)
{
    public FeatureShape InputShape => (Fixed ?? Float)!.InputShape;

    /// <summary>The same networks for another thread.</summary>
    public SegmenterPair Share() => this with { Fixed = (Fixed as FixedSegmenter)?.Share() ?? Fixed };

    /// <summary>Loads a model.fsq, with its float source if given, or a float model alone.</summary>
    public static Result<SegmenterPair> Load(
        string model, string? floating, ImportOptions import, Result<InputNormalization?> normalization, int threads, SimulatorKind kind = SimulatorKind.Fast)
    {
        if (!normalization.IsOk)
            return Result<SegmenterPair>.Fail(normalization.Errors);
        if (!string.Equals(Path.GetExtension(model), ".fsq", StringComparison.OrdinalIgnoreCase))
            return LoadFloat(model, import, normalization.Value, threads).Then<SegmenterPair>(f => new SegmenterPair(f.Segmenter, null));
        return ModelPackageFile.Load(model).Then(loaded =>
        {
            var package = loaded.Package;
            ISegmenter simulator = new FixedSegmenter(package.Graph, threads, kind);
            if (floating is null)
                return (Result<SegmenterPair>)new SegmenterPair(null, simulator);
            return LoadFloat(floating, SizeOf(package, import), package.Normalization, threads).Then<SegmenterPair>(f => f.Sha256 == package.SourceSha256
                ? new SegmenterPair(f.Segmenter, simulator)
                : OtherSource(model, floating, package));
        });
    }

    /// <summary>A float network ready to run, and the hash of its file.</summary>
    public static Result<(FloatSegmenter Segmenter, string Sha256)> LoadFloat(
        string path, ImportOptions import, InputNormalization? normalization, int threads) =>
        ModelOptions.Import(path, import).Then<(FloatSegmenter, string)>(m => (
            new FloatSegmenter(m.Graph, normalization ?? InputNormalization.UnitRange(m.Graph.Input.Shape.Channels), new FloatExecutor(m.Graph, threads)),
            m.SourceSha256));

    /// <summary>The float network is compared at the package's image size, whatever its file says.</summary>
    private static ImportOptions SizeOf(ModelPackage package, ImportOptions import) =>
        import with { Height = package.Graph.Input.Shape.Height, Width = package.Graph.Input.Shape.Width };

    /// <summary>FS1907.</summary>
    internal static Diagnostic OtherSource(string model, string floating, ModelPackage package) => new(
        "FS1907",
        $"'{Path.GetFileName(floating)}' is not the network that '{Path.GetFileName(model)}' was made from.",
        floating,
        $"the package was made from '{package.SourceName}' with SHA-256 {package.SourceSha256}.",
        "give that file with --float, or quantize this one.");
}
