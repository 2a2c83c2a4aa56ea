using FpgaSeg.Import.Checkpoints;

namespace FpgaSeg.Import.Architectures;

/// <summary>A parameter whose shape is not the published one.</summary>
internal sealed record OtherShape(string Name, string Expected, string Found, bool SameRank);

/// <summary>How well a state dict fits a network.</summary>
/// <param name="Architecture">The network.</param>
/// <param name="State">The state dict.</param>
/// <param name="Missing">Parameters of the network that the state dict lacks.</param>
/// <param name="Unexpected">Tensors that the network has no use for.</param>
/// <param name="OtherShapes">Parameters of another shape than published.</param>
/// <param name="Tensors">Tensor per initializer of the skeleton.</param>
internal sealed record ArchitectureFit(
    Architecture Architecture,
    StateDict State,
    IReadOnlyList<string> Missing,
    IReadOnlyList<string> Unexpected,
    IReadOnlyList<OtherShape> OtherShapes,
    IReadOnlyDictionary<string, CheckpointTensor> Tensors)
{
    /// <summary>Every parameter is there, none is left over, and the shapes are the published ones.</summary>
    public bool IsExact => HasEveryName && OtherShapes.Count == 0;

    /// <summary>Every parameter is there and none is left over; widths or kernel sizes may differ where the network's graph does not depend on them.</summary>
    public bool IsPossible => HasEveryName && OtherShapes.All(IsAllowed);

    /// <summary>Shapes that keep the network from being taken.</summary>
    public IEnumerable<OtherShape> StrangeShapes => OtherShapes.Where(s => !IsAllowed(s));

    /// <summary>Parameters in which the two differ; the nearest network has the fewest.</summary>
    public int Distance => Missing.Count + Unexpected.Count + OtherShapes.Count;

    private bool IsAllowed(OtherShape shape) => shape.SameRank && Architecture.HasAnyWidth;

    private bool HasEveryName => Missing.Count == 0 && Unexpected.Count == 0;

    /// <summary>Compares by name.</summary>
    public static ArchitectureFit ByName(Architecture architecture, StateDict state)
    {
        var left = state.Tensors.ToDictionary(t => t.Name, StringComparer.Ordinal);
        var missing = new List<string>();
        var others = new List<OtherShape>();
        var tensors = new Dictionary<string, CheckpointTensor>(StringComparer.Ordinal);
        foreach (var parameter in architecture.Parameters)
        {
            if (!left.Remove(parameter.Name, out var tensor))
            {
                missing.Add(parameter.Name);
                continue;
            }

            tensors[parameter.Initializer] = tensor;
            if (!tensor.Dims.SequenceEqual(parameter.Dims))
                others.Add(new(parameter.Name, CheckpointTensor.ShapeText([.. parameter.Dims]), tensor.Shape, tensor.Dims.Length == parameter.Dims.Count));
        }

        return new ArchitectureFit(architecture, state, missing, [.. left.Keys], others, tensors);
    }

    /// <summary>
    /// Compares by order: the same roles (weight, bias, running_mean, ...) and shapes one after another, whatever the layers are called.
    /// Null where they differ.
    /// </summary>
    public static ArchitectureFit? ByOrder(Architecture architecture, StateDict state)
    {
        if (architecture.Parameters.Count != state.Tensors.Count)
            return null;
        var pairs = architecture.Parameters.Zip(state.Tensors).ToArray();
        return pairs.All(p => ParameterNames.RoleOf(p.First.Name) == ParameterNames.RoleOf(p.Second.Name) && p.Second.Dims.SequenceEqual(p.First.Dims))
            ? new ArchitectureFit(architecture, state, [], [], [], pairs.ToDictionary(p => p.First.Initializer, p => p.Second, StringComparer.Ordinal))
            : null;
    }
}
