using System.Collections.Immutable;
using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Import.Checkpoints;

/// <summary>A named tensor of a checkpoint; its elements are decoded only when they are needed.</summary>
/// <param name="Name">Name within its state dict.</param>
/// <param name="Dims">Dimensions, none negative, at most <see cref="CheckpointLimits.Elements"/> elements.</param>
/// <param name="Type">Element type in the file.</param>
/// <param name="Read">Decodes the elements to float32 in row-major order.</param>
internal sealed record CheckpointTensor(string Name, ImmutableArray<long> Dims, ElementType Type, Func<Result<float[]>> Read)
{
    /// <summary>The dimensions as messages show them.</summary>
    public string Shape => ShapeText(Dims);

    /// <summary>Dimensions as messages show them.</summary>
    public static string ShapeText(IReadOnlyCollection<long> dims) => dims.Count == 0 ? "scalar" : string.Join('x', dims);

    /// <summary>Number of elements, or null where the dimensions are negative or too many.</summary>
    public static long? CountOf(IReadOnlyCollection<long> dims)
    {
        if (dims.Count > CheckpointLimits.Rank)
            return null;
        Int128 count = 1;
        foreach (var dim in dims)
        {
            if (dim < 0)
                return null;
            count *= dim;
        }

        return count <= CheckpointLimits.Elements ? (long)count : null;
    }
}
