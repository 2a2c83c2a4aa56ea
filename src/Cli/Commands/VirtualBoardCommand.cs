using System.CommandLine;
using FpgaSeg.Cli.Output;
using FpgaSeg.VirtualBoard;
using FpgaSeg.VirtualBoard.Design;
using FpgaSeg.VirtualBoard.Line;

namespace FpgaSeg.Cli.Commands;

/// <summary>fpgaseg virtual-board.</summary>
internal static class VirtualBoardCommand
{
    public static Command Create()
    {
        var build = new Argument<string>("build") { Description = "A folder that gen-hls wrote." };
        var uart = new Option<bool>("--uart") { Description = "Serve a pseudo-terminal, as a UART would be. This is the default." };
        var link = new Option<string?>("--link") { Description = "Also make this path a link to the pseudo-terminal." };
        var tcp = new Option<int?>("--tcp") { Description = "Serve this TCP port of localhost instead; 0 takes a free one." };
        var baud = new Option<int?>("--baud") { Description = "Pace the line at this baud. Default: the baud that the host sets; 0: no pacing." };
        var modified = new Option<bool>("--allow-modified") { Description = "Serve generated files that were changed by hand, for fault injection." };
        var command = new ExampleCommand(
            "virtual-board",
            "Compiles the generated C++ and serves it behind the link protocol until it is stopped.",
            "fpgaseg virtual-board build/ --uart",
            "fpgaseg virtual-board build/ --uart --link board.tty --baud 3000000",
            "fpgaseg virtual-board build/ --tcp 5000")
        {
            build, uart, link, tcp, baud, modified,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var options = new VirtualBoardOptions
            {
                UartLink = parsed.GetValue(link),
                TcpPort = parsed.GetValue(uart) ? null : parsed.GetValue(tcp),
                Rate = parsed.GetValue(baud) switch { null => LineRate.OfHost, 0 => LineRate.Unlimited, { } rate => LineRate.Of(rate) },
                Log = error => Console.Error.WriteLine(error),
            };
            return ServeAsync(CommandOutput.Of(parsed, cancellation), parsed.GetValue(build)!, parsed.GetValue(modified), options, cancellation);
        });
        return command;
    }

    private static async Task<int> ServeAsync(
        CommandOutput output, string build, bool allowModified, VirtualBoardOptions options, CancellationToken cancellation)
    {
        var folder = DesignFolder.Load(build, allowModified);
        if (!folder.IsOk)
            return CommandOutput.Fail(folder.Errors);
        Console.Error.WriteLine("compiling the generated C++");
        var host = await VirtualBoardHost.StartAsync(folder.Value, options, cancellation).ConfigureAwait(false);
        if (!host.IsOk)
            return CommandOutput.Fail(host.Errors);
        await using var board = host.Value;
        var manifest = folder.Value.Manifest;
        output.Report(() => new VirtualBoardReport(board.DeviceUrl, manifest.DesignId, manifest.ModelId), () => ReportContext.Default.VirtualBoardReport);
        output.Say($"{board.DeviceUrl}  serves design {manifest.DesignId[..12]}; Ctrl-C stops it");
        try
        {
            await board.Completion.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how this command ends.
        }

        return ExitCode.Done;
    }
}
