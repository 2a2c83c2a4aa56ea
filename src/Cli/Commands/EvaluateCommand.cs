using System.CommandLine;
using FpgaSeg.Cli.Output;
using FpgaSeg.Cli.Workflows;
using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Cli.Commands;

/// <summary>fpgaseg evaluate.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var model = CommonOptions.Model("A quantized network (model.fsq), a float one (model.onnx), or the former with --float.");
        var floating = new Option<string?>("--float") { Description = "The ONNX file that a model.fsq was made from, to be evaluated beside it." };
        var images = new Option<string>("--images") { Description = "Folder of images.", Required = true };
        var masks = new Option<string>("--masks") { Description = "Folder of true masks, named like the images; above 127 is foreground.", Required = true };
        var names = new Option<string?>("--names") { Description = "Text file with the names to use, one per line, without extension. Default: every image." };
        var journal = new Option<string?>("--journal") { Description = "Note every image's result in this file; a later run with it goes on where this one ended." };
        var (normalization, source, threads, reference) = (new NormalizationOptions(), new ModelOptions(), CommonOptions.Threads(), CommonOptions.Reference());
        var command = new ExampleCommand(
            "evaluate",
            "Measures Dice, IoU, precision, F1 and AAC at the network's size, per image and pooled, float and fixed side by side.",
            "fpgaseg evaluate model.fsq --float model.onnx --images data/images --masks data/masks",
            "fpgaseg evaluate model.onnx --images data/images --masks data/masks --names val.txt --json")
        {
            model, floating, images, masks, names, normalization.Mean, normalization.StandardDeviation, journal, reference, threads,
        };
        source.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var import = source.Read(parsed);
            var set = LabelledSet.Find(parsed.GetValue(images)!, parsed.GetValue(masks)!, parsed.GetValue(names));
            var workers = Math.Clamp(parsed.GetValue(threads), 1, set.IsOk ? Math.Max(1, set.Value.Files.Count) : 1);
            var (network, other, kind) = (parsed.GetValue(model)!, parsed.GetValue(floating), CommonOptions.KindOf(parsed.GetValue(reference)));
            var pair = SegmenterPair.Load(network, other, import, normalization.Read(parsed), Math.Max(1, parsed.GetValue(threads) / workers), kind);
            var settings = $"{parsed.GetValue(normalization.Mean)} {parsed.GetValue(normalization.StandardDeviation)}";
            var done = pair.Then(_ => EvaluationJournal.Open(parsed.GetValue(journal), [network, other ?? "-"], settings));
            var errors = done.Errors.Concat(set.Errors).ToArray();
            return Task.FromResult(errors.Length > 0
                ? CommandOutput.Fail(errors)
                : Run(CommandOutput.Of(parsed, cancellation), pair.Value, set.Value, done.Value, workers));
        });
        return command;
    }

    private static int Run(CommandOutput output, SegmenterPair pair, LabelledSet set, EvaluationJournal journal, int workers)
    {
        var report = output.WithProgress("evaluating", set.Files.Count, done => EvaluateWorkflow.Run(pair, set, journal, workers, done));
        return report.IsOk ? AccuracyReporter.Print(output, report.Value) : CommandOutput.Fail(report.Errors);
    }
}
