using System.CommandLine;
using FpgaSeg.Cli.Output;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Package;
using FpgaSeg.Import;
using FpgaSeg.Quantizer;

namespace FpgaSeg.Cli.Commands;

/// <summary>fpgaseg quantize.</summary>
internal static class QuantizeCommand
{
    public static Command Create()
    {
        var model = CommonOptions.Model("The trained network: an ONNX file.");
        var calibration = new Option<string[]>("--calibration")
        {
            Description = "Images, or folders of them, on which activation ranges are measured.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var limit = new Option<int>("--max-images")
        {
            Description = "Use at most this many of them, evenly spread.",
            DefaultValueFactory = _ => 64,
        };
        var normalization = new NormalizationOptions();
        var (output, threads) = (CommonOptions.Output("The package to write.", "model.fsq"), CommonOptions.Threads());
        var command = new ExampleCommand(
            "quantize",
            "Converts a trained network to fixed point: import, fold, calibrate at 8 bits, write a content-hashed model.fsq.",
            "fpgaseg quantize model.onnx --calibration images/ -o model.fsq",
            "fpgaseg quantize model.onnx --calibration images/ --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225")
        {
            model, calibration, limit, normalization.Mean, normalization.StandardDeviation, output, threads,
        };
        command.SetAction(parsed => Run(
            CommandOutput.Of(parsed),
            parsed.GetValue(model)!,
            parsed.GetValue(calibration)!,
            parsed.GetValue(limit),
            normalization.Read(parsed),
            parsed.GetValue(output)!,
            parsed.GetValue(threads)));
        return command;
    }

    private static int Run(
        CommandOutput output, string model, string[] calibration, int limit, Result<InputNormalization?> normalization, string target, int threads)
    {
        var (imported, files) = (ModelImporters.Import(model, new ImportOptions()), ImagePaths.Expand(calibration));
        var errors = imported.Errors.Concat(files.Errors).Concat(normalization.Errors).ToArray();
        if (errors.Length > 0)
            return CommandOutput.Fail(errors);
        var shape = imported.Value.Graph.Input.Shape;
        var images = ImageLoading.LoadAll(ImageLoading.Spread(files.Value, limit), shape);
        if (!images.IsOk)
            return CommandOutput.Fail(images.Errors);
        var source = new QuantizationSource(
            imported.Value.Graph,
            Path.GetFileName(model),
            imported.Value.SourceSha256,
            normalization.Value ?? InputNormalization.UnitRange(shape.Channels));
        var outcome = Quantize(output, source, images.Value, threads);
        if (!outcome.IsOk)
            return CommandOutput.Fail(outcome.Errors);
        var package = new ModelPackage(ToolVersion.Text, source.Name, source.Sha256, source.Normalization, outcome.Value.Graph);
        var modelId = ModelPackageFile.Save(package, target);
        return modelId.IsOk
            ? QuantizeReporter.Print(output, outcome.Value, modelId.Value, target, images.Value.Count)
            : CommandOutput.Fail(modelId.Errors);
    }

    private static Result<QuantizationOutcome> Quantize(
        CommandOutput output, QuantizationSource source, IReadOnlyList<FeatureMap<byte>> images, int threads)
    {
        var quantizer = new ModelQuantizer(new QuantizationOptions(), threads);
        return output.WithProgress("calibrating", ModelQuantizer.WorkFor(images.Count), report => quantizer.Quantize(source, images, report));
    }
}
