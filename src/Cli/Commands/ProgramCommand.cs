using System.CommandLine;
using FpgaSeg.Boards;
using FpgaSeg.Cli.Output;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Toolchain;
using FpgaSeg.Toolchain.Programming;
using FpgaSeg.VirtualBoard.Design;

namespace FpgaSeg.Cli.Commands;

/// <summary>fpgaseg program.</summary>
internal static class ProgramCommand
{
    public static Command Create()
    {
        var build = new Argument<string>("build") { Description = "A folder that gen-hls wrote and build finished." };
        var bitstream = new Option<string?>("--bitstream") { Description = "Another bitstream than the folder's fpga.bit." };
        var board = new Option<string?>("--board") { Description = "The board that is plugged in; it must be the design's." };
        var cable = new Option<string?>("--cable") { Description = "Cable, in openFPGALoader's words, where it is not the board's own." };
        var command = new ExampleCommand(
            "program",
            "Loads the bitstream into the board with openFPGALoader; it stays until power is gone.",
            "fpgaseg program build/",
            "fpgaseg program build/ --bitstream other.bit --cable digilent_hs2")
        {
            build, bitstream, board, cable,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            CommandOutput.Of(parsed, cancellation),
            parsed.GetValue(build)!,
            parsed.GetValue(bitstream),
            parsed.GetValue(board),
            parsed.GetValue(cable),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        CommandOutput output, string build, string? bitstream, string? named, string? cable, CancellationToken cancellation)
    {
        // Sources may have been edited since: what counts is the bitstream and the board it is for.
        var folder = DesignFolder.Load(build, allowModified: true);
        if (!folder.IsOk)
            return CommandOutput.Fail(folder.Errors);
        var manifest = folder.Value.Manifest;
        var (board, bits) = (Board(manifest.Board, named), BoardProgrammer.Bitstream(build, bitstream));
        Diagnostic[] errors = [.. board.Errors, .. bits.Errors];
        if (errors.Length > 0)
            return CommandOutput.Fail(errors);
        var loader = BoardProgrammer.Find(Environment.GetEnvironmentVariable("PATH"));
        var loaded = await BoardProgrammer.LoadAsync(
            loader, board.Value, bits.Value, cable, Path.Combine(build, "program.log"), Console.Error.WriteLine, cancellation).ConfigureAwait(false);
        if (!loaded.IsOk)
            return CommandOutput.Fail(loaded.Errors);
        var designId = bitstream is null ? manifest.DesignId : null;
        output.Report(() => new ProgramReport(board.Value.Name, bits.Value, designId), () => ReportContext.Default.ProgramReport);
        output.Say($"{board.Value.Title} runs {bits.Value}");
        return ExitCode.Done;
    }

    private static Result<BoardDescription> Board(string designed, string? named) =>
        named is null || named == designed
            ? BoardCatalogue.Find(designed)
            : BoardCatalogue.Find(named).Then<BoardDescription>(_ => ToolchainDiagnostics.OtherBoard(designed, named));
}
