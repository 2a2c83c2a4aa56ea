using System.CommandLine;
using FpgaSeg.Import;

namespace FpgaSeg.Cli;

/// <summary>--architecture and --state-dict: what a checkpoint does not say about itself.</summary>
internal sealed class CheckpointOptions
{
    public Option<string?> Architecture { get; } = new("--architecture")
    {
        Description = "Network of the zoo that a checkpoint's parameters belong to, where several have the same ones (cmunext-xxs-hardswish).",
    };

    public Option<string?> StateDict { get; } = new("--state-dict")
    {
        Description = "Which dictionary of a checkpoint holds the weights (model, ema), where several do.",
    };

    /// <summary>The import options with what was given.</summary>
    public ImportOptions Read(ParseResult parsed, ImportOptions options) =>
        options with { Architecture = parsed.GetValue(Architecture), StateDict = parsed.GetValue(StateDict) };

    /// <summary>Imports a model and prints on standard error what was decided for the user.</summary>
    public static Core.Diagnostics.Result<ImportedModel> Import(string path, ImportOptions options)
    {
        var imported = ModelImporters.Import(path, options);
        foreach (var note in imported.IsOk ? imported.Value.Notes : [])
            Console.Error.WriteLine($"note: {note}.");
        return imported;
    }
}
