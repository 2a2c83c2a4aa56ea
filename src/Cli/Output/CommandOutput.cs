using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.HostDriver.Transports;
using Spectre.Console;

namespace FpgaSeg.Cli.Output;

/// <summary>
/// Where a command writes: tables for people or one JSON object for scripts on standard output, messages and progress on standard error.
/// </summary>
internal sealed class CommandOutput
{
    private const int WidthWithoutTerminal = 160;

    private readonly CancellationToken _cancellation;

    private CommandOutput(bool json, CancellationToken cancellation)
    {
        (Json, _cancellation) = (json, cancellation);
        Messages = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        Tables = json ? Messages : AnsiConsole.Console;
        if (Console.IsOutputRedirected)
            Tables.Profile.Width = WidthWithoutTerminal;
    }

    /// <summary>Whether --json was given.</summary>
    public bool Json { get; }

    /// <summary>Standard error.</summary>
    public IAnsiConsole Messages { get; }

    /// <summary>Standard output for people; standard error when standard output carries JSON.</summary>
    public IAnsiConsole Tables { get; }

    /// <summary>The output of one command; its progress reports end the work once it is cancelled.</summary>
    public static CommandOutput Of(ParseResult parsed, CancellationToken cancellation) => new(parsed.GetValue(GlobalOptions.Json), cancellation);

    /// <summary>Prints what <paramref name="report"/> makes as JSON if asked for, and nothing else on standard output. Unasked, neither it nor its type is made.</summary>
    public void Report<T>(Func<T> report, Func<JsonTypeInfo<T>> type)
    {
        if (Json)
            Console.Out.WriteLine(JsonSerializer.Serialize(report(), type()));
    }

    /// <summary>Prints a line for people.</summary>
    public void Say(string line)
    {
        if (!Json)
            Console.Out.WriteLine(line);
    }

    /// <summary>Prints every error, equal ones once, and returns the exit code they call for.</summary>
    public static int Fail(IEnumerable<Diagnostic> errors)
    {
        var all = errors.Distinct().ToArray();
        foreach (var error in all)
            Console.Error.WriteLine(error);
        return all.Any(IsDeviceFailure) ? ExitCode.DeviceFailure : ExitCode.BadInput;
    }

    /// <summary>FS501x are times that the device cannot have had; FS41xx to FS43xx come from the line and the board; a device URL that does not parse and a bad build folder (FS45xx) are input.</summary>
    private static bool IsDeviceFailure(Diagnostic error) =>
        error.Code.StartsWith("FS501", StringComparison.Ordinal)
        || error.Code.StartsWith("FS4", StringComparison.Ordinal)
        && !error.Code.StartsWith("FS45", StringComparison.Ordinal)
        && !TransportErrors.IsUsage(error);

    /// <summary>
    /// Runs <paramref name="work"/> under a progress bar on standard error; without a terminal it runs quietly. The work is told how to report steps done.
    /// </summary>
    public T WithProgress<T>(string title, int steps, Func<Action<int>, T> work) =>
        HasTerminal ? Bar().Start(context => work(Stepper(context, title, steps))) : work(_ => _cancellation.ThrowIfCancellationRequested());

    /// <summary>The same for work that waits.</summary>
    public Task<T> WithProgressAsync<T>(string title, int steps, Func<Action<int>, Task<T>> work) =>
        HasTerminal ? Bar().StartAsync(context => work(Stepper(context, title, steps))) : work(_ => _cancellation.ThrowIfCancellationRequested());

    private bool HasTerminal => !Console.IsErrorRedirected && Messages.Profile.Capabilities.Interactive;

    private Progress Bar() => Messages.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RateColumn(), new RemainingTimeColumn());

    private Action<int> Stepper(ProgressContext context, string title, int steps)
    {
        var task = context.AddTask(title, maxValue: Math.Max(1, steps));
        return done =>
        {
            _cancellation.ThrowIfCancellationRequested();
            task.Value = done;
        };
    }
}
