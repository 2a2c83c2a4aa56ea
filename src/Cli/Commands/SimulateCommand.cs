using System.CommandLine;
using System.Diagnostics;
using FpgaSeg.Cli.Output;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Imaging;
using FpgaSeg.Graph.Package;
using FpgaSeg.Simulator.Reference;

namespace FpgaSeg.Cli.Commands;

/// <summary>fpgaseg simulate.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var (model, images) = (CommonOptions.Model("The quantized network: a model.fsq."), CommonOptions.Images());
        var (output, threads) = (CommonOptions.Output("Folder for masks and overlays.", "masks"), CommonOptions.Threads());
        var overlays = new Option<bool>("--no-overlays") { Description = "Write masks only." };
        var command = new ExampleCommand(
            "simulate",
            "Runs the bit-accurate simulator: one PNG mask and one overlay per image, at the image's own size.",
            "fpgaseg simulate model.fsq samples/images -o masks/",
            "fpgaseg simulate model.fsq image.png --json")
        {
            model, images, output, overlays, threads,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            CommandOutput.Of(parsed, cancellation),
            parsed.GetValue(model)!,
            parsed.GetValue(images)!,
            new MaskWriter(parsed.GetValue(output)!, !parsed.GetValue(overlays)),
            parsed.GetValue(threads))));
        return command;
    }

    private static int Run(CommandOutput output, string model, string[] paths, MaskWriter writer, int threads)
    {
        var (loaded, files) = (ModelPackageFile.Load(model), ImagePaths.Expand(paths));
        var errors = loaded.Errors.Concat(files.Errors).Concat(files.IsOk ? writer.Check(files.Value) : []).ToArray();
        if (errors.Length > 0)
            return CommandOutput.Fail(errors);
        var simulator = new ReferenceSimulator(loaded.Value.Package.Graph, threads);
        var results = output.WithProgress("simulating", files.Value.Count, report => files.Value.Select((file, k) =>
        {
            var result = Simulate(simulator, loaded.Value, file, writer);
            report(k + 1);
            return result;
        }).ToArray());
        var done = results.Where(r => r.IsOk).Select(r => r.Value).ToArray();
        output.Report(new SimulateReport(loaded.Value.ModelId, done), ReportContext.Default.SimulateReport);
        foreach (var image in done)
            output.Say($"{image.Mask}  {image.ForegroundPercent:F2} % foreground, {image.Ms:F0} ms");
        errors = [.. results.SelectMany(r => r.Errors)];
        return errors.Length > 0 ? CommandOutput.Fail(errors) : ExitCode.Done;
    }

    private static Result<SimulatedImage> Simulate(ReferenceSimulator simulator, LoadedModel model, string file, MaskWriter writer) =>
        ImageFile.Load(file).Then<SimulatedImage>(image =>
        {
            var pixels = PixelTensor.FromImage(image, model.Package.Graph.Input.Shape);
            var start = Stopwatch.GetTimestamp();
            var mask = Mask.FromMap(simulator.Run(pixels));
            var elapsed = Stopwatch.GetElapsedTime(start);
            return writer.Write(file, image, mask).Then<SimulatedImage>(written =>
                new SimulatedImage(file, written.Mask, written.Overlay, mask.ForegroundPercent, elapsed.TotalMilliseconds));
        });
}
