using FpgaSeg.Import.Checkpoints;
using FpgaSeg.OnnxFormat;

namespace FpgaSeg.Import.Architectures;

/// <summary>A parameter that a network has: its name in a state dict, in the skeleton, and its dimensions at the published widths.</summary>
internal sealed record ArchitectureParameter(string Name, string Initializer, IReadOnlyList<long> Dims);

/// <summary>
/// A network of the model zoo without its weights: an ONNX graph whose initializers are named as in the state dict and hold no data
/// (training/export_architectures.py).
/// </summary>
internal sealed class Architecture
{
    public Architecture(string name, ModelProto skeleton)
    {
        (Name, Skeleton) = (name, skeleton);
        TensorProto[] empty = [.. skeleton.Graph.Initializer.Where(IsParameter)];
        var common = ParameterNames.CommonPrefix([.. empty.Select(t => t.Name)]);
        Parameters = [.. empty.Select(t => new ArchitectureParameter(t.Name[common..], t.Name, [.. t.Dims]))];
        (HasAnyWidth, HasAnyDepth, HasAnySize) = (Metadata("widths") == "any", Metadata("blocks") == "any", Metadata("sizes") == "any");
    }

    public string Name { get; }

    /// <summary>The graph; not to be changed, <see cref="SkeletonFilling"/> copies it.</summary>
    public ModelProto Skeleton { get; }

    /// <summary>Parameters and buffers in the order of the state dict.</summary>
    public IReadOnlyList<ArchitectureParameter> Parameters { get; }

    /// <summary>Whether the graph is the same at other channel counts and kernel sizes; not so where equal widths make a residual connection.</summary>
    public bool HasAnyWidth { get; }

    /// <summary>Whether its stages are chains of equal blocks, of which there may be more or fewer (<see cref="BlockCounts"/>).</summary>
    public bool HasAnyDepth { get; }

    /// <summary>In what it is not the published network, one sentence each.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>Whether the graph is the same at other image sizes; not so where pooling windows were derived from the size.</summary>
    public bool HasAnySize { get; }

    /// <summary>The default image size: rows and columns.</summary>
    public (long Height, long Width) Size => Skeleton.Graph.Input[0].Type.TensorType.Shape.Dim is [_, _, var height, var width] ? (height.DimValue, width.DimValue) : default;

    /// <summary>Whether an initializer waits for a tensor of the state dict; constants of the graph have their data.</summary>
    public static bool IsParameter(TensorProto initializer) =>
        initializer.RawData.IsEmpty && initializer.FloatData.Count == 0 && initializer.Int64Data.Count == 0 && initializer.Int32Data.Count == 0
        && !initializer.Dims.Contains(0);

    private string? Metadata(string key) => Skeleton.MetadataProps.FirstOrDefault(p => p.Key == key)?.Value;
}
