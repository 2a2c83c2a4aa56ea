using System.CommandLine;
using FpgaSeg.Cli.Output;
using FpgaSeg.Cli.Workflows;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Package;
using FpgaSeg.Reports;
using FpgaSeg.Reports.Profile;
using FpgaSeg.Simulator.Fast;
using FpgaSeg.Simulator.Fast.Measure;

namespace FpgaSeg.Cli.Commands;

/// <summary>fpgaseg profile.</summary>
internal static class ProfileCommand
{
    private const int DefaultRounds = 20;

    public static Command Create()
    {
        var model = CommonOptions.Model("The quantized network: a model.fsq.");
        var image = new Option<string?>("--image") { Description = "The image to run. Default: a drawn one; the time does not depend on it." };
        var threads = new Option<int>("--threads") { Description = "Threads over the rows of the image.", DefaultValueFactory = _ => 1 };
        var rounds = new Option<int>("--rounds") { Description = "Images run; the best time of every part counts.", DefaultValueFactory = _ => DefaultRounds };
        var report = new Option<string?>("--report") { Description = "Write a page (HTML, self-contained) with the times of every part." };
        var command = new ExampleCommand(
            "profile",
            "Measures the simulator on this machine: time, multiply-adds per second and share of the machine's own bound, part by part.",
            "fpgaseg profile model.fsq",
            "fpgaseg profile model.fsq --threads 2 --report profile.html --json")
        {
            model, image, threads, rounds, report,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            CommandOutput.Of(parsed, cancellation),
            parsed.GetValue(model)!,
            parsed.GetValue(image),
            Math.Max(1, parsed.GetValue(threads)),
            Math.Max(1, parsed.GetValue(rounds)),
            parsed.GetValue(report))));
        return command;
    }

    private static int Run(CommandOutput output, string model, string? image, int threads, int rounds, string? report)
    {
        var loaded = ModelPackageFile.Load(model);
        var pixels = loaded.Then(m => image is null
            ? (Result<FeatureMap<byte>>)CheckPattern.Draw(m.Package.Graph.Input.Shape, seed: 1)
            : PixelTensor.Load(image, m.Package.Graph.Input.Shape));
        if (!pixels.IsOk)
            return CommandOutput.Fail(pixels.Errors);
        var graph = loaded.Value.Package.Graph;
        var profile = NetworkProfile.Measure(graph, pixels.Value, threads, rounds);
        var instructions = InstructionSets.Widest.ToString();
        var content = new ProfileContent(
            Path.GetFileName(model),
            loaded.Value.ModelId,
            graph.Input.Shape.ToString(),
            $"{instructions}, threads: {threads}",
            ToolVersion.Text,
            profile.Peak.MacsPerSecond,
            profile.Peak.BytesPerSecond,
            profile.Seconds,
            [.. profile.Stages.Select(s => new ProfileRow(
                [.. s.Nodes.Select(n => graph.Nodes[n].Name)],
                string.Join(" + ", s.Nodes.Select(n => OperatorNames.Of(graph.Nodes[n].Operator))),
                s.Macs,
                s.Bytes,
                s.Seconds,
                s.BoundSeconds))]);
        if (report is not null && ReportFile.Save(content, report) is { IsOk: false } written)
            return CommandOutput.Fail(written.Errors);
        ProfileReporter.Print(output, content, instructions, threads);
        return ExitCode.Done;
    }
}
