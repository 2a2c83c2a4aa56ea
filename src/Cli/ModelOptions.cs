using System.CommandLine;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Import;

namespace FpgaSeg.Cli;

/// <summary>What a trained network's file leaves open, for every command that reads one.</summary>
internal sealed class ModelOptions
{
    private readonly Option<int?> _height = new("--height") { Description = "Rows of the input image; needed where the model leaves them open." };

    private readonly Option<int?> _width = new("--width") { Description = "Columns of the input image, likewise." };

    private readonly Option<string?> _output = new("--model-output")
    {
        Description = "Name of the value that decides the mask, where the model has several outputs.",
    };

    private readonly Option<int?> _class = new("--class") { Description = "Channel that is the foreground, where the network tells several classes apart." };

    private readonly Option<string?> _architecture = new("--architecture")
    {
        Description = "Network of the zoo that a checkpoint's parameters belong to, where several have the same ones (cmunext-xxs-hardswish).",
    };

    private readonly Option<string?> _stateDict = new("--state-dict")
    {
        Description = "Which dictionary of a checkpoint holds the weights (model, ema), where several do.",
    };

    /// <summary>Adds the options to a command; the size only where the command does not ask for it otherwise.</summary>
    public void AddTo(Command command, bool withSize = true)
    {
        Option[] options = [.. withSize ? new Option[] { _height, _width } : [], _output, _class, _architecture, _stateDict];
        foreach (var option in options)
            command.Options.Add(option);
    }

    /// <summary>What was given.</summary>
    public ImportOptions Read(ParseResult parsed) =>
        new(parsed.GetValue(_height), parsed.GetValue(_width), parsed.GetValue(_output), parsed.GetValue(_class))
        {
            Architecture = parsed.GetValue(_architecture),
            StateDict = parsed.GetValue(_stateDict),
        };

    /// <summary>Imports a model and prints on standard error what was decided for the user.</summary>
    public static Result<ImportedModel> Import(string path, ImportOptions options)
    {
        var imported = ModelImporters.Import(path, options);
        foreach (var note in imported.IsOk ? imported.Value.Notes : [])
            Console.Error.WriteLine($"note: {note}.");
        return imported;
    }
}
