using System.CommandLine;
using FpgaSeg.Boards;
using FpgaSeg.Cli.Output;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Graph.Package;
using FpgaSeg.Planning.Fit;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Cli.Commands;

/// <summary>fpgaseg boards.</summary>
internal static class BoardsCommand
{
    public static Command Create()
    {
        var model = new Argument<string?>("model")
        {
            Description = "A quantized network (model.fsq), to see whether and how fast it runs on each board.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var target = new TargetOptions();
        var command = new ExampleCommand(
            "boards",
            "Lists the boards with what they have; for a network, whether it fits each, how fast it is there, and what keeps it off.",
            "fpgaseg boards",
            "fpgaseg boards model.fsq",
            "fpgaseg boards model.fsq --fps 30 --json")
        {
            model,
        };
        target.AddTo(command, withBoard: false);
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(CommandOutput.Of(parsed, cancellation), parsed.GetValue(model), parsed, target)));
        return command;
    }

    private static int Run(CommandOutput output, string? model, ParseResult parsed, TargetOptions target)
    {
        var found = BoardCatalogue.Names.Select(BoardCatalogue.Find).ToArray();
        BoardDescription[] boards = [.. found.Where(b => b.IsOk).Select(b => b.Value)];
        var options = target.Read(parsed, boards);
        Diagnostic[] errors = [.. found.SelectMany(b => b.Errors), .. options.Errors];
        if (errors.Length > 0)
            return CommandOutput.Fail(errors);
        if (model is null)
            return BoardsReporter.Print(output, null, boards, null);
        var fits = ModelPackageFile.Load(model).Then(m => DesignPlanner.Stages(m.Package.Graph, options.Value.Architecture)).Then<PlanFit[]>(stages => Plan(output, stages, boards, options.Value));
        return fits.IsOk ? BoardsReporter.Print(output, model, boards, fits.Value) : CommandOutput.Fail(fits.Errors);
    }

    private static PlanFit[] Plan(CommandOutput output, StageGraph stages, BoardDescription[] boards, PlanOptions options) =>
        output.WithProgress("planning", boards.Length, report =>
        {
            var fits = new PlanFit[boards.Length];
            for (var i = 0; i < boards.Length; i++)
            {
                fits[i] = DesignPlanner.Fit(stages, boards[i], options);
                report(i + 1);
            }

            return fits;
        });
}
