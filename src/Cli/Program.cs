using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using FpgaSeg.Cli;
using FpgaSeg.Cli.Commands;
using FpgaSeg.Cli.Output;

StandardStreams.Guard();
var root = new RootCommand("Puts lightweight segmentation networks on cheap FPGAs, and proves that the board computes what the model says.")
{
    InspectCommand.Create(),
    QuantizeCommand.Create(),
    SimulateCommand.Create(),
    EvaluateCommand.Create(),
    ProfileCommand.Create(),
    ExportCommand.Create(),
    PlanCommand.Create(),
    BoardsCommand.Create(),
    GenHlsCommand.Create(),
    BuildCommand.Create(),
    ProgramCommand.Create(),
    DevicesCommand.Create(),
    VirtualBoardCommand.Create(),
    StreamCommand.Create(),
    VerifyCommand.Create(),
    CheckCommand.Create(),
    DemoCommand.Create(),
};
root.Options.Add(GlobalOptions.Json);
foreach (var help in root.Options.OfType<HelpOption>())
    help.Action = new ExampleHelp((HelpAction)help.Action!);

// Without a word, the help is what a newcomer needs.
var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
    return UsageErrors.Report(parsed);

using var stop = new StopSignals();
try
{
    // Signals are ours: the library's handler ends the process before links are removed and boards told.
    var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
    return await parsed.InvokeAsync(configuration, stop.Token).ConfigureAwait(false);
}
catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Stopped; what was finished is kept.").ConfigureAwait(false);
    return stop.ExitCode;
}
catch (OutputLost loss)
{
    return CommandOutput.Fail([loss.Diagnostic]);
}
#pragma warning disable CA1031 // The last resort: a bug becomes a sentence and exit code 4.
catch (Exception bug)
#pragma warning restore CA1031
{
    return BugReport.Print(bug);
}
