using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Graph.Package;

/// <summary>What a model.fsq holds: the integer graph and where it came from.</summary>
/// <param name="Tool">Name and version of the writer.</param>
/// <param name="SourceName">File name of the source model, without its folder.</param>
/// <param name="SourceSha256">SHA-256 of the source model, 64 hexadecimal digits.</param>
/// <param name="Normalization">What the source model expects of its input; the graph does it itself, from raw pixels.</param>
/// <param name="Graph">The integer graph: raw uint8 pixels in, mask bits out.</param>
public sealed record ModelPackage(
    string Tool,
    string SourceName,
    string SourceSha256,
    InputNormalization Normalization,
    DataflowGraph<IntegerNode> Graph)
{
    /// <summary>Version of the layout of model.fsq.</summary>
    public const int FormatVersion = 2;
}
