using System.CommandLine;
using FpgaSeg.Boards;
using FpgaSeg.Cli.Output;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Graph.Package;
using FpgaSeg.HlsGen;
using FpgaSeg.Planning.Fit;

namespace FpgaSeg.Cli.Commands;

/// <summary>fpgaseg gen-hls.</summary>
internal static class GenHlsCommand
{
    public static Command Create()
    {
        var model = CommonOptions.Model("The quantized network: a model.fsq.");
        var target = new TargetOptions();
        var output = CommonOptions.Output("Folder to write; an earlier design there is replaced.", "build");
        var command = new ExampleCommand(
            "gen-hls",
            "Writes HLS C++, weight ROMs, design.json, a Vitis HLS script and a host Makefile; also where the design does not fit, which it says.",
            "fpgaseg gen-hls model.fsq -o build/",
            "fpgaseg gen-hls model.fsq --board arty-a7-35t --fps 15 -o build/",
            "fpgaseg gen-hls model.fsq --board pynq-z2 -o build/ --json")
        {
            model, output,
        };
        target.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var board = target.Board(parsed);
            var options = board.IsOk ? target.Read(parsed, board.Value) : target.Read(parsed);
            var written = Generate(parsed.GetValue(model)!, board, options, parsed.GetValue(output)!);
            return Task.FromResult(
                written.IsOk ? Print(CommandOutput.Of(parsed, cancellation), written.Value, parsed.GetValue(output)!) : CommandOutput.Fail(written.Errors));
        });
        return command;
    }

    /// <summary>Generates the design of a package and writes it.</summary>
    public static Result<GeneratedDesign> Generate(string model, Result<BoardDescription> board, Result<PlanOptions> options, string folder)
    {
        var loaded = ModelPackageFile.Load(model);
        Diagnostic[] errors = [.. loaded.Errors, .. board.Errors, .. options.Errors];
        if (errors.Length > 0)
            return Result<GeneratedDesign>.Fail(errors);
        var design = HlsGenerator.Generate(loaded.Value.ModelId, loaded.Value.Package.Graph, board.Value, options.Value);
        return design.Then(d => BuildFolderWriter.Write(d, folder).Then<GeneratedDesign>(_ => d));
    }

    private static int Print(CommandOutput output, GeneratedDesign design, string folder)
    {
        var (manifest, prediction) = (design.Manifest, design.Manifest.Prediction);
        output.Report(
            () => new GenHlsReport(
                manifest.DesignId, manifest.ModelId, folder, design.Files.Count, design.CodeLines, prediction.CyclesPerFrame, prediction.BoundCycles, design.Fit!.Fits),
            () => ReportContext.Default.GenHlsReport);
        output.Say($"{folder}  {design.Files.Count} files, {design.CodeLines} lines of C++ for {manifest.Board}");
        output.Say($"predicted: {prediction.CyclesPerFrame:N0} cycles per frame at {manifest.ClockHz / 1e6:F0} MHz with {prediction.Dsp} DSP and {prediction.BlockRam:0.#} block RAM; no such design is below {prediction.BoundCycles:N0}");
        output.Say($"design id {manifest.DesignId}");
        return Answer.Of(design.Fit!);
    }
}
