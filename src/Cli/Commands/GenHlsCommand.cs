using System.CommandLine;
using FpgaSeg.Boards;
using FpgaSeg.Cli.Output;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Graph.Package;
using FpgaSeg.HlsGen;

namespace FpgaSeg.Cli.Commands;

/// <summary>fpgaseg gen-hls.</summary>
internal static class GenHlsCommand
{
    public static Command Create()
    {
        var model = CommonOptions.Model("The quantized network: a model.fsq.");
        var board = new Option<string>("--board")
        {
            Description = $"Board the design is for: {string.Join(", ", BoardCatalogue.Names)}.",
            DefaultValueFactory = _ => BoardCatalogue.Default,
        };
        var output = CommonOptions.Output("Folder to write; an earlier design there is replaced.", "build");
        var command = new ExampleCommand(
            "gen-hls",
            "Writes HLS C++, weight ROMs, design.json, a Vitis HLS script and a host Makefile.",
            "fpgaseg gen-hls model.fsq -o build/",
            "fpgaseg gen-hls model.fsq --board pynq-z2 -o build/ --json")
        {
            model, board, output,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var written = Generate(parsed.GetValue(model)!, parsed.GetValue(board)!, parsed.GetValue(output)!);
            return Task.FromResult(
                written.IsOk ? Print(CommandOutput.Of(parsed, cancellation), written.Value, parsed.GetValue(output)!) : CommandOutput.Fail(written.Errors));
        });
        return command;
    }

    /// <summary>Generates the design of a package and writes it.</summary>
    public static Result<GeneratedDesign> Generate(string model, string board, string folder)
    {
        var (loaded, target) = (ModelPackageFile.Load(model), BoardCatalogue.Find(board));
        var errors = loaded.Errors.Concat(target.Errors).ToArray();
        if (errors.Length > 0)
            return Result<GeneratedDesign>.Fail(errors);
        var design = HlsGenerator.Generate(loaded.Value.ModelId, loaded.Value.Package.Graph, target.Value, new HlsOptions());
        return design.Then(d => BuildFolderWriter.Write(d, folder).Then<GeneratedDesign>(_ => d));
    }

    private static int Print(CommandOutput output, GeneratedDesign design, string folder)
    {
        var (manifest, prediction) = (design.Manifest, design.Manifest.Prediction);
        output.Report(
            new GenHlsReport(
                manifest.DesignId, manifest.ModelId, folder, design.Files.Count, design.CodeLines, prediction.CyclesPerFrame, prediction.BoundCycles),
            ReportContext.Default.GenHlsReport);
        output.Say($"{folder}  {design.Files.Count} files, {design.CodeLines} lines of C++ for {manifest.Board}");
        output.Say($"predicted: {prediction.CyclesPerFrame:N0} cycles per frame at {manifest.ClockHz / 1e6:F0} MHz with {prediction.Dsp} DSP and {prediction.BlockRam:0.#} block RAM; no such design is below {prediction.BoundCycles:N0}");
        output.Say($"design id {manifest.DesignId}");
        return ExitCode.Done;
    }
}
