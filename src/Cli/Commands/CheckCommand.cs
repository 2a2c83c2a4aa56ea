using System.CommandLine;
using FpgaSeg.Boards;
using FpgaSeg.Cli.Output;
using FpgaSeg.Cli.Workflows;
using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Cli.Commands;

/// <summary>fpgaseg check.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var models = new Argument<string[]>("models") { Description = "Trained networks.", Arity = ArgumentArity.OneOrMore };
        var images = new Option<string[]>("--images")
        {
            Description = "Images, or folders of them, to calibrate and compare on; without, a drawn pattern.",
            AllowMultipleArgumentsPerToken = true,
        };
        var source = new ModelOptions();
        var board = new Option<string>("--board")
        {
            Description = $"Board of the generated design: {string.Join(", ", BoardCatalogue.Names)}.",
            DefaultValueFactory = _ => BoardCatalogue.Default,
        };
        var noHls = new Option<bool>("--no-hls") { Description = "Stop after the simulator: no C++ is generated and compiled." };
        var markdown = new Option<string?>("--markdown") { Description = "Also write the table to this file, as Markdown." };
        var threads = CommonOptions.Threads();
        var command = new ExampleCommand(
            "check",
            "Takes networks through the whole toolchain (import, quantize, simulate, generate, compile, compare every tensor) and tells how far each comes, and why not further.",
            "fpgaseg check model.onnx",
            "fpgaseg check zoo/*.onnx --images samples/calibration --markdown zoo.md",
            "fpgaseg check model.onnx --height 128 --width 128 --no-hls --json")
        {
            models, images, board, noHls, markdown, threads,
        };
        source.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(
            CommandOutput.Of(parsed, cancellation),
            parsed.GetValue(models)!,
            BoardCatalogue.Find(parsed.GetValue(board)!).Then<CheckRequest>(b => new CheckRequest(
                source.Read(parsed),
                parsed.GetValue(images) ?? [],
                parsed.GetValue(noHls) ? null : b,
                parsed.GetValue(threads))),
            parsed.GetValue(markdown),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        CommandOutput output, string[] models, Result<CheckRequest> request, string? markdown, CancellationToken cancellation)
    {
        if (!request.IsOk)
            return CommandOutput.Fail(request.Errors);
        var checks = await output.WithProgressAsync("checking", models.Length, async report =>
        {
            var done = new List<NetworkCheck>();
            foreach (var model in models)
            {
                done.Add(await CheckWorkflow.RunAsync(model, request.Value, cancellation).ConfigureAwait(false));
                report(done.Count);
            }

            return done;
        }).ConfigureAwait(false);
        return CheckReporter.Print(output, checks, request.Value.Board is null ? CheckStage.Simulates : CheckStage.IsBitExact, markdown);
    }
}
