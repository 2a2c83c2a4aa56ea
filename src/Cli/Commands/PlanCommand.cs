using System.CommandLine;
using FpgaSeg.Cli.Output;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Graph.Package;
using FpgaSeg.Planning.Fit;

namespace FpgaSeg.Cli.Commands;

/// <summary>fpgaseg plan.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var model = CommonOptions.Model("The quantized network: a model.fsq.");
        var target = new TargetOptions();
        var command = new ExampleCommand(
            "plan",
            "Shows the hardware that gen-hls would build: folding, cycles and resources of every operator, queues and skips, whether it fits, what limits it.",
            "fpgaseg plan model.fsq --board arty-a7-100t --clock 150",
            "fpgaseg plan model.fsq --board arty-a7-35t --fps 15",
            "fpgaseg plan model.fsq --board pynq-z2 --max-dsp 120 --json")
        {
            model,
        };
        target.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(CommandOutput.Of(parsed, cancellation), parsed.GetValue(model)!, parsed, target)));
        return command;
    }

    private static int Run(CommandOutput output, string model, ParseResult parsed, TargetOptions target)
    {
        var (loaded, board) = (ModelPackageFile.Load(model), target.Board(parsed));
        var options = board.IsOk ? target.Read(parsed, board.Value) : target.Read(parsed);
        Diagnostic[] errors = [.. loaded.Errors, .. board.Errors, .. options.Errors];
        if (errors.Length > 0)
            return CommandOutput.Fail(errors);
        var fit = DesignPlanner.Stages(loaded.Value.Package.Graph).Then<PlanFit>(stages => DesignPlanner.Fit(stages, board.Value, options.Value));
        if (!fit.IsOk)
            return CommandOutput.Fail(fit.Errors);
        PlanReporter.Print(output, model, loaded.Value.ModelId, fit.Value);
        return fit.Value.IsAnswered ? ExitCode.Done : ExitCode.AnswerIsNo;
    }
}
