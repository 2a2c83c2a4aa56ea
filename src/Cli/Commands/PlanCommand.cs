using System.CommandLine;
using FpgaSeg.Boards;
using FpgaSeg.Cli.Output;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Graph.Package;
using FpgaSeg.Planning.Cycles;
using FpgaSeg.Planning.Fit;
using FpgaSeg.Reports;
using FpgaSeg.Reports.Plan;

namespace FpgaSeg.Cli.Commands;

/// <summary>fpgaseg plan.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var model = CommonOptions.Model("The quantized network: a model.fsq.");
        var target = new TargetOptions();
        var report = new Option<string?>("--report") { Description = "Write a page (HTML, self-contained) with pictures of the schedule and the resources." };
        var simulate = new Option<bool>("--simulate")
        {
            Description = "Also run the design cycle by cycle, with its queues, and give the cycles that it really takes.",
        };
        var command = new ExampleCommand(
            "plan",
            "Shows the hardware that gen-hls would build: folding, cycles and resources of every operator, queues and skips, whether it fits, what limits it.",
            "fpgaseg plan model.fsq --board arty-a7-100t --clock 150",
            "fpgaseg plan model.fsq --board arty-a7-35t --fps 15",
            "fpgaseg plan model.fsq --board pynq-z2 --max-dsp 120 --json",
            "fpgaseg plan model.fsq --report plan.html",
            "fpgaseg plan model.fsq --simulate")
        {
            model, report, simulate,
        };
        target.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(CommandOutput.Of(parsed, cancellation), parsed.GetValue(model)!, parsed, target, report, simulate)));
        return command;
    }

    private static int Run(CommandOutput output, string model, ParseResult parsed, TargetOptions target, Option<string?> report, Option<bool> simulate)
    {
        var (loaded, board) = (ModelPackageFile.Load(model), target.Board(parsed));
        var options = board.IsOk ? target.Read(parsed, board.Value) : target.Read(parsed);
        Diagnostic[] errors = [.. loaded.Errors, .. board.Errors, .. options.Errors];
        if (errors.Length > 0)
            return CommandOutput.Fail(errors);
        var fit = DesignPlanner.Stages(loaded.Value.Package.Graph, options.Value.Architecture).Then<PlanFit>(stages => DesignPlanner.Fit(stages, board.Value, options.Value));
        if (!fit.IsOk)
            return CommandOutput.Fail(fit.Errors);
        var advice = Answer.Advice(fit.Value);
        var content = new PlanContent(Path.GetFileName(model), loaded.Value.ModelId, ToolVersion.Text, fit.Value, Relief.Of(fit.Value), advice);
        if (parsed.GetValue(report) is { } path && ReportFile.Save(content, path) is { IsOk: false } written)
            return CommandOutput.Fail(written.Errors);
        PlanReporter.Print(output, model, content, parsed.GetValue(simulate) ? CycleSimulation.Run(fit.Value.Plan) : null);
        return Answer.Of(fit.Value, advice);
    }
}
