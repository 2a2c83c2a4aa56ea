using System.CommandLine;
using FpgaSeg.Cli.Output;
using FpgaSeg.Cli.Workflows;
using FpgaSeg.Core.Imaging;
using FpgaSeg.Graph.Package;

namespace FpgaSeg.Cli.Commands;

/// <summary>fpgaseg simulate.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var (model, images) = (CommonOptions.Model("The quantized network: a model.fsq."), CommonOptions.Images());
        var (output, threads, reference) = (CommonOptions.Output("Folder for masks and overlays.", "masks"), CommonOptions.Threads(), CommonOptions.Reference());
        var overlays = new Option<bool>("--no-overlays") { Description = "Write masks only." };
        var resume = new Option<bool>("--resume") { Description = "Go on with a run that ended early: images whose masks are in the folder are left out." };
        var command = new ExampleCommand(
            "simulate",
            "Runs the bit-accurate simulator: one PNG mask and one overlay per image, at the image's own size.",
            "fpgaseg simulate model.fsq samples/images -o masks/",
            "fpgaseg simulate model.fsq data/images -o masks/ --no-overlays --resume",
            "fpgaseg simulate model.fsq image.png --json")
        {
            model, images, output, overlays, resume, reference, threads,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            CommandOutput.Of(parsed, cancellation),
            parsed.GetValue(model)!,
            parsed.GetValue(images)!,
            new MaskWriter(parsed.GetValue(output)!, !parsed.GetValue(overlays)),
            parsed.GetValue(resume),
            (loaded, writer, journal) => new SimulateRequest(loaded, writer, journal, parsed.GetValue(threads), CommonOptions.KindOf(parsed.GetValue(reference))))));
        return command;
    }

    private static int Run(
        CommandOutput output, string model, string[] paths, MaskWriter writer, bool resume, Func<LoadedModel, MaskWriter, MaskJournal, SimulateRequest> request)
    {
        var (loaded, files) = (ModelPackageFile.Load(model), ImagePaths.Expand(paths));
        var errors = loaded.Errors.Concat(files.Errors).Concat(files.IsOk ? writer.Check(files.Value) : []).ToArray();
        if (errors.Length > 0)
            return CommandOutput.Fail(errors);
        var journal = MaskJournal.OfModel(writer.Folder, loaded.Value.ModelId, resume);
        if (!journal.IsOk)
            return CommandOutput.Fail(journal.Errors);
        var left = files.Value.Where(f => !journal.Value.Has(f, writer.PathsOf(f))).ToList();
        if (left.Count < files.Value.Count)
            output.Say($"{files.Value.Count - left.Count} of {files.Value.Count} images have their masks");
        var work = request(loaded.Value, writer, journal.Value);
        var results = output.WithProgress("simulating", left.Count, report => SimulateWorkflow.Run(work, left, report));
        var done = results.Where(r => r.IsOk).Select(r => r.Value).ToArray();
        output.Report(() => new SimulateReport(loaded.Value.ModelId, done), () => ReportContext.Default.SimulateReport);
        foreach (var image in done)
            output.Say($"{image.Mask}  {image.ForegroundPercent:F2} % foreground, {image.Ms:F0} ms");
        errors = [.. results.SelectMany(r => r.Errors)];
        return errors.Length > 0 ? CommandOutput.Fail(errors) : ExitCode.Done;
    }
}
