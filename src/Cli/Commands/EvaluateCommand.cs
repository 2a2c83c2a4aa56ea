using System.CommandLine;
using FpgaSeg.Cli.Output;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Verification.Accuracy;

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
        var (normalization, checkpoint, threads) = (new NormalizationOptions(), new CheckpointOptions(), CommonOptions.Threads());
        var command = new ExampleCommand(
            "evaluate",
            "Measures Dice, IoU, precision, F1 and AAC at the network's size, per image and pooled, float and fixed side by side.",
            "fpgaseg evaluate model.fsq --float model.onnx --images data/images --masks data/masks",
            "fpgaseg evaluate model.onnx --images data/images --masks data/masks --names val.txt --json")
        {
            model, floating, images, masks, names, checkpoint.Architecture, checkpoint.StateDict, normalization.Mean, normalization.StandardDeviation, threads,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var import = checkpoint.Read(parsed, new());
            var pair = SegmenterPair.Load(parsed.GetValue(model)!, parsed.GetValue(floating), import, normalization.Read(parsed), parsed.GetValue(threads));
            var set = LabelledSet.Find(parsed.GetValue(images)!, parsed.GetValue(masks)!, parsed.GetValue(names));
            var errors = pair.Errors.Concat(set.Errors).ToArray();
            return Task.FromResult(errors.Length > 0 ? CommandOutput.Fail(errors) : Run(CommandOutput.Of(parsed, cancellation), pair.Value, set.Value));
        });
        return command;
    }

    private static int Run(CommandOutput output, SegmenterPair pair, LabelledSet set)
    {
        var (evaluator, errors) = (new AccuracyEvaluator(pair.Float, pair.Fixed), new List<Diagnostic>());
        output.WithProgress("evaluating", set.Files.Count, report =>
        {
            for (var k = 0; k < set.Files.Count; k++)
            {
                var image = set.Load(k, pair.InputShape);
                if (image.IsOk)
                    evaluator.Add(image.Value);
                else
                    errors.AddRange(image.Errors);
                report(k + 1);
            }

            return default(Unit);
        });
        return errors.Count > 0 ? CommandOutput.Fail(errors) : AccuracyReporter.Print(output, evaluator.Report());
    }
}
