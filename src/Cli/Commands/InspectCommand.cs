using System.CommandLine;
using FpgaSeg.Cli.Output;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Graph.Analysis;
using FpgaSeg.Graph.Package;
using FpgaSeg.Import;

namespace FpgaSeg.Cli.Commands;

/// <summary>fpgaseg inspect.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var model = CommonOptions.Model("A trained network (ONNX) or a quantized one (model.fsq).");
        var size = new Option<string?>("--size")
        {
            Description = "Rows x columns of the input image, as 256x256: for a trained network that leaves them open, or at another size than it names.",
        };
        var command = new ExampleCommand(
            "inspect",
            "Prints the graph: operators, shapes, parameters, multiply-accumulates, activation memory, and the skip connections that hold it.",
            "fpgaseg inspect model.onnx --size 256x256",
            "fpgaseg inspect model.fsq --json")
        {
            model, size,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var network = ImageSize.Parse(parsed.GetValue(size)).Then(s => Load(parsed.GetValue(model)!, s));
            return Task.FromResult(network.IsOk
                ? InspectReporter.Print(CommandOutput.Of(parsed, cancellation), parsed.GetValue(model)!, network.Value)
                : CommandOutput.Fail(network.Errors));
        });
        return command;
    }

    private static Result<InspectedModel> Load(string path, ImageSize size)
    {
        if (!string.Equals(Path.GetExtension(path), ".fsq", StringComparison.OrdinalIgnoreCase))
        {
            return ModelImporters.Import(path, new ImportOptions(size.Height, size.Width))
                .Then<InspectedModel>(m => new InspectedModel(NetworkSummary.Of(m.Graph), m.SourceSha256, ModelId: null));
        }

        if (size.Height is not null)
            return UsageErrors.Of("--size is given for a quantized network.", "leave it out: a package has one size; quantize again for another.");
        return ModelPackageFile.Load(path)
            .Then<InspectedModel>(m => new InspectedModel(NetworkSummary.Of(m.Package.Graph), m.Package.SourceSha256, m.ModelId));
    }
}

/// <summary>A network and where it came from.</summary>
/// <param name="Network">Its numbers.</param>
/// <param name="SourceSha256">Hash of the trained network's file.</param>
/// <param name="ModelId">Hash of the package; null for a float network.</param>
internal sealed record InspectedModel(NetworkSummary Network, string SourceSha256, string? ModelId);
