using System.CommandLine;
using FpgaSeg.Cli.Output;
using FpgaSeg.Cli.Workflows;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Graph;
using FpgaSeg.Import;
using FpgaSeg.Quantizer;

namespace FpgaSeg.Cli.Commands;

/// <summary>fpgaseg quantize.</summary>
internal static class QuantizeCommand
{
    public static Command Create()
    {
        var model = CommonOptions.Model("The trained network: an ONNX file, or a PyTorch (.pth) or safetensors checkpoint of a network of the zoo.");
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
        var (source, normalization, report) = (new ModelOptions(), new NormalizationOptions(), new ReportOptions());
        var settings = new QuantizationSettings();
        var (output, threads) = (CommonOptions.Output("The package to write.", "model.fsq"), CommonOptions.Threads());
        var command = new ExampleCommand(
            "quantize",
            "Converts a trained network to fixed point: import, fold, equalize, calibrate, fit the rounding, write a content-hashed model.fsq.",
            "fpgaseg quantize model.onnx --calibration images/ -o model.fsq",
            "fpgaseg quantize model.onnx --calibration images/ --weight-bits 4 --skip-bits 4 --bits 'head*=w8' --sensitivity",
            "fpgaseg quantize model.onnx --calibration images/ --budget skips=200KiB weights=24KiB",
            "fpgaseg quantize model.onnx --calibration images/ --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225",
            "fpgaseg quantize model.onnx --calibration images/ --report report.html --report-images data/images --report-masks data/masks")
        {
            model, calibration, limit, normalization.Mean, normalization.StandardDeviation, output, threads,
            report.File, report.Images, report.Masks,
        };
        source.AddTo(command);
        settings.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            CommandOutput.Of(parsed, cancellation),
            new QuantizeRequest(
                parsed.GetValue(model)!,
                source.Read(parsed),
                parsed.GetValue(calibration)!,
                parsed.GetValue(limit),
                Normalization: null,
                parsed.GetValue(output)!,
                parsed.GetValue(threads))
            { RangesTarget = settings.WriteRanges(parsed) },
            normalization.Read(parsed),
            settings.Read(parsed, withReport: parsed.GetValue(report.File) is not null),
            report.Read(parsed))));
        return command;
    }

    private static int Run(
        CommandOutput output, QuantizeRequest request, Result<InputNormalization?> normalization, Result<QuantizationOptions> quantization, ReportRequest? report)
    {
        // What the report needs is looked for first: nobody wants to learn after the calibration that a folder is misspelt.
        var files = report?.Find(request.Calibration, request.MaxImages);
        if (files is { IsOk: false })
            return CommandOutput.Fail(files.Errors);
        var done = normalization.Then(n => quantization.Then(q => QuantizeWorkflow.Run(output, request with { Normalization = n, Quantization = q })));
        if (!done.IsOk)
            return CommandOutput.Fail(done.Errors);
        var code = QuantizeReporter.Print(output, done.Value);
        if (report is null)
            return code;
        var written = ReportWorkflow.Run(output, report, request, done.Value, files!.Value);
        if (!written.IsOk)
            return CommandOutput.Fail(written.Errors);
        output.Say($"{report.Path}  report");
        return code;
    }
}
