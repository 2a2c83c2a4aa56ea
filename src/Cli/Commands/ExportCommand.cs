using System.CommandLine;
using FpgaSeg.Cli.Output;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Export;
using FpgaSeg.Graph.Package;

namespace FpgaSeg.Cli.Commands;

/// <summary>fpgaseg export.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var model = CommonOptions.Model("The quantized network: a model.fsq.");
        (OnnxFlavour Flavour, Option<bool> Option)[] flavours =
        [
            (OnnxFlavour.Qdq, new("--qdq") { Description = "QuantizeLinear and DequantizeLinear; 8-bit networks, int8 kernels in ONNX Runtime." }),
            (OnnxFlavour.Qcdq, new("--qcdq") { Description = "The same with Clip, for every width; runs in stock ONNX Runtime." }),
            (OnnxFlavour.Qonnx, new("--qonnx") { Description = "QONNX Quant nodes (qonnx.custom_op.general)." }),
        ];
        var floatInput = new Option<bool>("--float-input") { Description = "Take the float image that the trained network took, not uint8 pixels. QONNX always does." };
        var trace = new Option<bool>("--trace") { Description = "Make every layer's value an output too." };
        var output = CommonOptions.Output("The file to write.", "model.onnx");
        var command = new ExampleCommand(
            "export",
            "Writes the quantized network as ONNX for other tools: outputs logit and mask. docs/interoperability.md says how near their integers come.",
            "fpgaseg export model.fsq --qdq -o model_qdq.onnx",
            "fpgaseg export model.fsq --qonnx -o model_qonnx.onnx --json")
        {
            model, flavours[0].Option, flavours[1].Option, flavours[2].Option, floatInput, trace, output,
        };
        command.SetAction((parsed, cancellation) =>
        {
            OnnxFlavour[] chosen = [.. flavours.Where(f => parsed.GetValue(f.Option)).Select(f => f.Flavour)];
            if (chosen.Length != 1)
                return Task.FromResult(CommandOutput.Fail([WrongChoice(chosen)]));
            var options = new ExportOptions(chosen[0], parsed.GetValue(floatInput), parsed.GetValue(trace));
            return Task.FromResult(Run(CommandOutput.Of(parsed, cancellation), parsed.GetValue(model)!, options, parsed.GetValue(output)!));
        });
        return command;
    }

    private static int Run(CommandOutput output, string model, ExportOptions options, string path)
    {
        var loaded = ModelPackageFile.Load(model);
        if (!loaded.IsOk)
            return CommandOutput.Fail(loaded.Errors);
        var exported = OnnxExporter.Export(loaded.Value, options);
        var format = options.Flavour.ToString().ToLowerInvariant();
        RefusedNode[] refused = [.. exported.Errors.Select(e => new RefusedNode(e.Code, e.At, e.Message))];
        var written = exported.Then(e => OnnxExporter.Save(e, path));
        var report = new ExportReport(loaded.Value.ModelId, written.IsOk ? path : null, format, written.IsOk ? written.Value.Bytes.Length : 0, refused);
        if (written.IsOk || refused.Length > 0)
            output.Report(() => report, () => ReportContext.Default.ExportReport);
        if (!written.IsOk)
            return CommandOutput.Fail(written.Errors);
        output.Say($"{path}  {format}, {written.Value.Bytes.Length:N0} bytes, ONNX operator set {written.Value.Opset}");
        return ExitCode.Done;
    }

    /// <summary>FS1901: none or several formats.</summary>
    private static Diagnostic WrongChoice(OnnxFlavour[] chosen) => UsageErrors.Of(
        chosen.Length == 0 ? "No format was chosen." : $"{chosen.Length} formats were chosen.",
        "give one of --qdq, --qcdq and --qonnx.");
}
