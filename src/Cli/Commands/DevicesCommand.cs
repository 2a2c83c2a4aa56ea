using System.CommandLine;
using FpgaSeg.Cli.Output;
using FpgaSeg.HostDriver.Discovery;

namespace FpgaSeg.Cli.Commands;

/// <summary>fpgaseg devices.</summary>
internal static class DevicesCommand
{
    public static Command Create()
    {
        var command = new ExampleCommand(
            "devices",
            "Lists what is plugged in that could be a board, what each thing is, and the text for --device.",
            "fpgaseg devices",
            "fpgaseg devices --json");
        command.SetAction((parsed, cancellation) => Task.FromResult(DevicesReporter.Print(CommandOutput.Of(parsed, cancellation), DeviceDiscovery.List())));
        return command;
    }
}
