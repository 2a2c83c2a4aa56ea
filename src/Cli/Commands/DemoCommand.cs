using System.CommandLine;
using FpgaSeg.Cli.Demo;
using FpgaSeg.Cli.Output;
using FpgaSeg.Core.Imaging;

namespace FpgaSeg.Cli.Commands;

/// <summary>fpgaseg demo.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var output = CommonOptions.Output("Folder for everything the demo makes.", "demo");
        var baud = new Option<int>("--baud") { Description = "Baud of the virtual board's line.", DefaultValueFactory = _ => 3_000_000 };
        var threads = CommonOptions.Threads();
        var command = new ExampleCommand(
            "demo",
            "The main job on the shipped model and samples: quantize, simulate, generate, compile, stream, verify; ends in a table and a picture.",
            "fpgaseg demo",
            "fpgaseg demo --baud 12000000 -o out/ --json")
        {
            output, baud, threads,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            CommandOutput.Of(parsed, cancellation), parsed.GetValue(output)!, parsed.GetValue(baud), parsed.GetValue(threads), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CommandOutput output, string folder, int baud, int threads, CancellationToken cancellation)
    {
        var material = DemoMaterial.Find();
        if (!material.IsOk)
            return CommandOutput.Fail(material.Errors);
        var outcome = await new DemoRun(output, material.Value, folder, baud, threads).RunAsync(cancellation).ConfigureAwait(false);
        if (!outcome.IsOk)
            return CommandOutput.Fail(outcome.Errors);
        var picture = Path.Combine(folder, "demo.png");
        var saved = ImageFile.SavePng(picture, DemoPicture.Draw(outcome.Value));
        return saved.IsOk ? DemoReporter.Print(output, outcome.Value, picture) : CommandOutput.Fail(saved.Errors);
    }
}
