using System.CommandLine;
using FpgaSeg.Boards;
using FpgaSeg.Cli.Output;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Toolchain;
using FpgaSeg.Toolchain.Building;
using FpgaSeg.VirtualBoard.Design;

namespace FpgaSeg.Cli.Commands;

/// <summary>fpgaseg build.</summary>
internal static class BuildCommand
{
    public static Command Create()
    {
        var build = new Argument<string>("build") { Description = "A folder that gen-hls wrote." };
        var until = new Option<BuildStep>("--until") { Description = "Last step: hls, synthesis, implementation or bitstream.", DefaultValueFactory = _ => BuildStep.Implementation };
        var jobs = new Option<int>("--jobs") { Description = "Processes that Vivado may use.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var limit = new Option<double?>("--step-limit") { Description = "Longest time of a step in minutes." };
        var hls = new Option<string?>("--vitis-hls") { Description = "Path of vitis_hls or vitis-run, where it is neither on PATH nor in XILINX_HLS or XILINX_VITIS." };
        var vivado = new Option<string?>("--vivado") { Description = "Path of vivado, where it is neither on PATH nor in XILINX_VIVADO." };
        var command = new ExampleCommand(
            "build",
            "Runs the vendor's tools over a generated design and puts their results beside the predictions. Finished steps are not repeated.",
            "fpgaseg build build/",
            "fpgaseg build build/ --until hls --json",
            "fpgaseg build build/ --until bitstream --jobs 4")
        {
            build, until, jobs, limit, hls, vivado,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            CommandOutput.Of(parsed, cancellation),
            parsed.GetValue(build)!,
            (folder, board) => new BuildRequest(
                folder.Path, folder.Manifest, board, parsed.GetValue(until), Math.Max(1, parsed.GetValue(jobs)),
                parsed.GetValue(limit) is { } minutes ? TimeSpan.FromMinutes(minutes) : null, VendorSearch.Of(parsed.GetValue(hls), parsed.GetValue(vivado))),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        CommandOutput output, string build, Func<DesignFolder, BoardDescription, BuildRequest> request, CancellationToken cancellation)
    {
        var loaded = DesignFolder.Load(build);
        var asked = loaded.Then(folder => BoardCatalogue.Find(folder.Manifest.Board).Then<BuildRequest>(board => request(folder, board)));
        if (!asked.IsOk)
            return CommandOutput.Fail(asked.Errors);
        var finished = await DesignBuild.RunAsync(asked.Value, BuildReporter.Progress(), cancellation).ConfigureAwait(false);
        if (!finished.IsOk)
            return CommandOutput.Fail(finished.Errors);
        var compared = BuildComparison.Read(asked.Value.Folder, asked.Value.Manifest, asked.Value.Board, asked.Value.Until);
        if (!compared.IsOk)
            return CommandOutput.Fail(compared.Errors);
        BuildReporter.Print(output, asked.Value, finished.Value, compared.Value);
        if (compared.Value.Timing is not { IsMet: false } timing)
            return ExitCode.Done;
        Console.Error.WriteLine(ToolchainDiagnostics.TimingMissed(timing.WorstSetupNs ?? 0, timing.FailingPaths, compared.Value.PeriodNs));
        return ExitCode.AnswerIsNo;
    }
}
