using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Import;

/// <summary>A network as the rest of the toolchain reads it: float operators in topological order, the last one the threshold.</summary>
/// <param name="Graph">Input, operators, threshold; named after the source's nodes.</param>
/// <param name="SourceSha256">Hash of the source file, lower-case hexadecimal.</param>
/// <param name="InputName">Name of the input in the source.</param>
/// <param name="OutputName">Name of the output in the source.</param>
/// <param name="Opset">Version of the operator set the source is written for.</param>
/// <param name="Producer">Tool that wrote the source, with its version; empty where it does not say.</param>
/// <param name="ReturnsLogit">
/// Whether the source takes and returns what the graph's input and logit are, in NCHW; not so if it ends in a sigmoid, softmax or argmax,
/// which the graph leaves out, or works in NHWC.
/// </param>
public sealed record ImportedModel(
    DataflowGraph<FloatNode> Graph,
    string SourceSha256,
    string InputName,
    string OutputName,
    int Opset,
    string Producer,
    bool ReturnsLogit)
{
    /// <summary>The zoo's network that a checkpoint was put into; null where the file has its own graph.</summary>
    public string? Architecture { get; init; }

    /// <summary>What was decided for the user, one sentence each; to be shown.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
