using System.Security.Cryptography;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Import.Checkpoints;
using FpgaSeg.Import.Onnx;

namespace FpgaSeg.Import.Architectures;

/// <summary>The way of every checkpoint: choose the network and the state dict, fill the network, read it as an ONNX graph.</summary>
internal sealed class CheckpointImport(string fileName, string format, ImportOptions options)
{
    /// <summary>The network, or every error.</summary>
    /// <param name="content">The whole file, for its hash.</param>
    /// <param name="found">The state dicts in it.</param>
    public Result<ImportedModel> Run(byte[] content, IReadOnlyList<StateDict> found) =>
        new ArchitectureChoice(fileName, options).Choose(found).Then(chosen => Read(content, chosen));

    private Result<ImportedModel> Read(byte[] content, ChosenArchitecture chosen)
    {
        var (architecture, name) = (chosen.Fit.Architecture, chosen.Fit.Architecture.Name);
        var size = (Height: options.Height ?? architecture.Size.Height, Width: options.Width ?? architecture.Size.Width);
        if (!architecture.HasAnySize && size != architecture.Size)
            return ArchitectureErrors.Size(fileName, architecture, size.Height, size.Width);
        return SkeletonFilling.Fill(chosen.Fit, fileName, content.Length)
            .Then(model => OnnxGraphReader.Read(model, $"{fileName} as {name}", options))
            .Then<ImportedModel>(model => model with
            {
                SourceSha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
                Producer = $"{format} state dict",
                Architecture = name,
                Notes = chosen.Notes,
            });
    }
}
