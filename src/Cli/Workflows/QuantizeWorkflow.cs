using FpgaSeg.Cli.Output;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Package;
using FpgaSeg.Import;
using FpgaSeg.Quantizer;
using FpgaSeg.Quantizer.Ranges;

namespace FpgaSeg.Cli.Workflows;

/// <summary>What to quantize, on what, to where. Without a normalisation the network takes pixel / 255.</summary>
internal sealed record QuantizeRequest(
    string Model, ImportOptions Import, IReadOnlyList<string> Calibration, int MaxImages, InputNormalization? Normalization, string Target, int Threads)
{
    /// <summary>Widths and techniques.</summary>
    public QuantizationOptions Quantization { get; init; } = new();

    /// <summary>Where to write the ranges, or null.</summary>
    public string? RangesTarget { get; init; }
}

/// <summary>A package that was written.</summary>
internal sealed record QuantizedModel(QuantizationSource Source, QuantizationOutcome Outcome, string ModelId, string Path, int CalibrationImages);

/// <summary>Model file and calibration images to a package on disk.</summary>
internal static class QuantizeWorkflow
{
    public static Result<QuantizedModel> Run(CommandOutput output, QuantizeRequest request)
    {
        var (imported, files) = (CheckpointOptions.Import(request.Model, request.Import), ImagePaths.Expand(request.Calibration));
        var errors = imported.Errors.Concat(files.Errors).ToArray();
        if (errors.Length > 0)
            return Result<QuantizedModel>.Fail(errors);
        var shape = imported.Value.Graph.Input.Shape;
        var normalization = request.Normalization ?? InputNormalization.UnitRange(shape.Channels);
        if (normalization.Mean.Length != shape.Channels)
        {
            return UsageErrors.Of(
                $"--mean and --std have {normalization.Mean.Length} numbers; the network's input has {shape.Channels} channels.",
                "give one number per channel.");
        }

        var source = new QuantizationSource(imported.Value.Graph, Path.GetFileName(request.Model), imported.Value.SourceSha256, normalization);
        return ImageLoading.LoadAll(ImageLoading.Spread(files.Value, request.MaxImages), shape)
            .Then(images => Quantize(output, source, images, request).Then(outcome => Save(source, outcome, request, images.Count)));
    }

    private static Result<QuantizationOutcome> Quantize(
        CommandOutput output, QuantizationSource source, IReadOnlyList<FeatureMap<byte>> images, QuantizeRequest request)
    {
        var quantizer = new ModelQuantizer(request.Quantization, request.Threads);
        return output.WithProgress("calibrating", ModelQuantizer.WorkFor(images.Count), report => quantizer.Quantize(source, images, report));
    }

    private static Result<QuantizedModel> Save(QuantizationSource source, QuantizationOutcome outcome, QuantizeRequest request, int images)
    {
        var ranges = request.RangesTarget is { } path ? RangesFile.Save(outcome.Ranges, source.Sha256, path) : default(Unit);
        var package = new ModelPackage(ToolVersion.Text, source.Name, source.Sha256, source.Normalization, outcome.Graph);
        return ranges.Then(_ => ModelPackageFile.Save(package, request.Target))
            .Then<QuantizedModel>(id => new QuantizedModel(source, outcome, id, request.Target, images));
    }
}
